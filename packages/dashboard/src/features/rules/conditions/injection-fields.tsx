import type { ConditionFieldsProps } from './condition-fields.ts';
import { ConfidenceField } from './confidence-field.tsx';

export function InjectionFields({ condition, onChange, problemAt }: ConditionFieldsProps<'prompt_injection'>) {
  return (
    <>
      <p className="text-muted">
        Looks for instructions that try to override the agent&apos;s own, pull its prompt out, or hide in what a tool
        returns. It is a heuristic: let it flag, and leave blocking to rules of fact.
      </p>
      <ConfidenceField
        value={condition.minConfidence}
        error={problemAt('minConfidence')?.message}
        onChange={(value) => onChange({ minConfidence: value })}
      />
    </>
  );
}
