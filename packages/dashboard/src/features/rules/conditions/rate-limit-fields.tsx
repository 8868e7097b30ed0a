import { Field } from '../../../ui/field.tsx';
import { type ConditionFieldsProps, numberOf } from './condition-fields.ts';
import { GroupByField } from './group-by-field.tsx';
import { WindowField } from './window-field.tsx';

export function RateLimitFields({ condition, onChange, problemAt }: ConditionFieldsProps<'rate_limit'>) {
  const { limit, windowSeconds, groupBy } = condition;
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="More than this many events"
          type="number"
          min={0}
          value={limit ?? ''}
          onChange={(event) => onChange({ limit: numberOf(event.target) })}
          error={problemAt('limit')?.message}
        />
        <WindowField
          label="In any"
          seconds={windowSeconds}
          onChange={(seconds) => onChange({ windowSeconds: seconds })}
          error={problemAt('windowSeconds')?.message}
        />
      </div>
      <GroupByField
        groupBy={groupBy}
        error={problemAt('groupBy')?.message}
        onChange={(keys) => onChange({ groupBy: keys })}
      />
    </>
  );
}
