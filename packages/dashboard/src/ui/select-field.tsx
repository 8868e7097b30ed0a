import type { ComponentProps } from 'react';

import { controlLook, Labelled, type LabelProps } from './labelled.tsx';

export interface SelectFieldProps extends ComponentProps<'select'>, LabelProps {}

/** A labelled choice of one, and what is wrong with it. */
export function SelectField({ label, hint, error, className = '', children, ...rest }: SelectFieldProps) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(control) => (
        <select {...rest} {...control} className={`${controlLook} h-9 ${className}`}>
          {children}
        </select>
      )}
    </Labelled>
  );
}
