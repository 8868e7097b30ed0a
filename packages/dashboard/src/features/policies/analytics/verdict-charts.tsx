import { Card } from '../../../ui/card.tsx';
import { ColumnChart } from '../../../ui/column-chart.tsx';
import type { DaySeries } from './use-analytics.ts';

/** Three questions by day: how much was judged, what was found, and what became of it. */
export function VerdictCharts({ series: { days, valuesOf } }: { series: DaySeries }) {
  return (
    <div className="grid items-start gap-4 xl:grid-cols-3">
      <Card title="Logs judged">
        <ColumnChart
          caption="Logs judged, by day"
          days={days}
          series={[{ label: 'judged', look: 'accent', values: valuesOf('evaluated') }]}
        />
      </Card>
      <Card title="Findings: enforced and in shadow">
        <ColumnChart
          caption="Findings, by day"
          days={days}
          series={[
            { label: 'enforced', look: 'warn', values: valuesOf('violations') },
            { label: 'in shadow', look: 'accent-stripes', values: valuesOf('shadow') },
          ]}
        />
      </Card>
      <Card title="Verdicts">
        <ColumnChart
          caption="Logs by verdict and day"
          days={days}
          series={[
            { label: 'blocked', look: 'bad', values: valuesOf('block') },
            { label: 'redacted', look: 'accent', values: valuesOf('redact') },
            { label: 'flagged', look: 'warn', values: valuesOf('flag') },
            { label: 'noted', look: 'muted', values: valuesOf('log') },
          ]}
        />
      </Card>
    </div>
  );
}
