import { CheckField } from '../../../ui/check-field.tsx';
import { Field } from '../../../ui/field.tsx';
import { type ConditionFieldsProps, numberOf } from './condition-fields.ts';
import { ConfidenceField } from './confidence-field.tsx';
import { nameOfPii, type PiiLabel, piiGroups } from './pii-labels.ts';

export function PiiFields({ condition, onChange, problemAt }: ConditionFieldsProps<'pii_detect'>) {
  const { entities = [], minConfidence, minCount } = condition;
  const toggle = (label: PiiLabel, isWanted: boolean) => {
    const next = isWanted ? [...entities, label] : entities.filter((each) => each !== label);
    onChange({ entities: next.length === 0 ? undefined : next });
  };
  const problem = problemAt('entities');
  return (
    <>
      <fieldset className="grid gap-3">
        <legend className="font-medium">What to look for</legend>
        <p className={problem === undefined ? 'text-muted text-xs' : 'text-bad text-xs'}>
          {problem?.message ??
            (entities.length === 0
              ? 'Nothing ticked: everything but web addresses.'
              : `${entities.length} of 23 kinds ticked.`)}
        </p>
        <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
          {piiGroups.map(({ name, labels }) => (
            <div key={name} role="group" aria-label={name} className="grid content-start gap-2">
              <span aria-hidden className="text-muted text-xs font-medium">
                {name}
              </span>
              {labels.map((label) => (
                <CheckField
                  key={label}
                  label={nameOfPii(label)}
                  checked={entities.includes(label)}
                  onChange={(event) => toggle(label, event.target.checked)}
                />
              ))}
            </div>
          ))}
        </div>
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-2">
        <ConfidenceField
          value={minConfidence}
          error={problemAt('minConfidence')?.message}
          onChange={(value) => onChange({ minConfidence: value })}
        />
        <Field
          label="At least this many"
          type="number"
          min={1}
          max={10_000}
          placeholder="1"
          value={minCount ?? ''}
          onChange={(event) => onChange({ minCount: numberOf(event.target) })}
          hint="In one event, before any of them counts."
          error={problemAt('minCount')?.message}
        />
      </div>
    </>
  );
}
