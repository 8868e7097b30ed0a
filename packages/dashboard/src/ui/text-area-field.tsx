import type { ComponentProps } from 'react';

import { controlLook, Labelled, type LabelProps } from './labelled.tsx';

export interface TextAreaFieldProps extends ComponentProps<'textarea'>, LabelProps {}

/** A labelled text of several lines, and what is wrong with it. */
export function TextAreaField({ label, hint, error, className = '', ...rest }: TextAreaFieldProps) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(control) => <textarea {...rest} {...control} className={`${controlLook} py-2 ${className}`} />}
    </Labelled>
  );
}
