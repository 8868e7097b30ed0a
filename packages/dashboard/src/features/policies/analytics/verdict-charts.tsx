import { Card } from '../../../ui/card.tsx';
import { ColumnChart } from '../../../ui/column-chart.tsx';
import type { DaySeries } from './use-analytics.ts';

interface VerdictChartsProps {
  series: DaySeries;
  /** All logs by day, where they are known. Default: those that were judged. */
  volume?: readonly number[] | undefined;
}

/** Three questions by day: how much there was, what was found in it, and what became of it. */
export function VerdictCharts({ series: { days, valuesOf }, volume }: VerdictChartsProps) {
  const [title, label] = volume === undefined ? ['Logs judged', 'judged'] : ['Logs', 'logs'];
  return (
    <div className="grid gap-4 xl:grid-cols-3">
      <Card title={title}>
        <ColumnChart
          caption={`${title}, by day`}
          days={days}
          series={[{ label, look: 'accent', values: volume ?? valuesOf('evaluated') }]}
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
