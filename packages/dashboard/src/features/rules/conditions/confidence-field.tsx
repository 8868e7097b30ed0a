import { Field } from '../../../ui/field.tsx';
import { numberOf } from './condition-fields.ts';

interface ConfidenceFieldProps {
  value: number | undefined;
  error: string | undefined;
  onChange: (value: number | undefined) => void;
}

export function ConfidenceField({ value, error, onChange }: ConfidenceFieldProps) {
  return (
    <Field
      label="Confidence from"
      type="number"
      min={0}
      max={1}
      step={0.05}
      placeholder="0.5"
      value={value ?? ''}
      onChange={(event) => onChange(numberOf(event.target))}
      hint="0 to 1. Higher finds less, and errs less."
      error={error}
    />
  );
}
