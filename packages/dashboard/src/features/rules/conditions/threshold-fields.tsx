import { Field } from '../../../ui/field.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { type ConditionFieldsProps, numberOf } from './condition-fields.ts';
import { GroupByField } from './group-by-field.tsx';
import { WindowField } from './window-field.tsx';

const operators = {
  '>': 'above',
  '>=': 'at or above',
  '<': 'below',
  '<=': 'at or below',
  '==': 'equal to',
  '!=': 'not',
};

/** Operators that are spelled as words mean the same as their signs. */
const signs: Record<string, string> = { gt: '>', gte: '>=', lt: '<', lte: '<=', eq: '==', ne: '!=', neq: '!=' };

const aggregates = { sum: 'Sum', avg: 'Average', count: 'Count', min: 'Smallest', max: 'Largest' };

const paths = ['metadata.cost_usd', 'metadata.tokens', 'metadata.latency_ms', 'durationMs'];

export function ThresholdFields({ condition, onChange, problemAt }: ConditionFieldsProps<'threshold'>) {
  const { path = '', operator = '>', value, aggregate, windowSeconds, groupBy } = condition;
  const aggregateBy = (name: string) =>
    onChange(
      name === ''
        ? { aggregate: undefined, windowSeconds: undefined, groupBy: undefined }
        : { aggregate: name, windowSeconds: windowSeconds ?? 3600 },
    );
  return (
    <>
      <Field
        label="Number"
        value={path}
        list="threshold-paths"
        onChange={(event) => onChange({ path: event.target.value })}
        hint="A path in the metadata, or durationMs. Events without a number there are passed over."
        error={problemAt('path')?.message}
        spellCheck={false}
        className="font-mono text-xs"
      />
      <datalist id="threshold-paths">
        {paths.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <SelectField
        label="Taken"
        value={aggregate ?? ''}
        onChange={(event) => aggregateBy(event.target.value)}
        error={problemAt('aggregate')?.message}
      >
        <option value="">From each event by itself</option>
        {Object.entries(aggregates).map(([name, words]) => (
          <option key={name} value={name}>
            {words} over a window of time
          </option>
        ))}
      </SelectField>
      {aggregate !== undefined && (
        <>
          <WindowField
            label="Window"
            seconds={windowSeconds}
            onChange={(seconds) => onChange({ windowSeconds: seconds })}
            error={problemAt('windowSeconds')?.message}
          />
          <GroupByField
            groupBy={groupBy}
            error={problemAt('groupBy')?.message}
            onChange={(keys) => onChange({ groupBy: keys })}
          />
        </>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label="Is a violation when it is"
          value={signs[operator] ?? operator}
          onChange={(event) => onChange({ operator: event.target.value })}
          error={problemAt('operator')?.message}
        >
          {Object.entries(operators).map(([sign, words]) => (
            <option key={sign} value={sign}>
              {words} ({sign})
            </option>
          ))}
        </SelectField>
        <Field
          label="Value"
          type="number"
          step="any"
          value={value ?? ''}
          onChange={(event) => onChange({ value: numberOf(event.target) })}
          error={problemAt('value')?.message}
        />
      </div>
    </>
  );
}
