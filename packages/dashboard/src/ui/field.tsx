import type { ComponentProps } from 'react';

import { controlLook, Labelled, type LabelProps } from './labelled.tsx';

export interface FieldProps extends ComponentProps<'input'>, LabelProps {}

/** A labelled input, and what is wrong with it. */
export function Field({ label, hint, error, className = '', ...rest }: FieldProps) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(control) => <input {...rest} {...control} className={`${controlLook} h-9 ${className}`} />}
    </Labelled>
  );
}
