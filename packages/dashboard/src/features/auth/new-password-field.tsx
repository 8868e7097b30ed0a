import { Field } from '../../ui/field.tsx';

/** A password that is chosen here, with what the server asks of one. */
export function NewPasswordField() {
  return (
    <Field
      label="Password"
      name="password"
      type="password"
      autoComplete="new-password"
      minLength={8}
      maxLength={256}
      hint="At least 8 characters"
      required
    />
  );
}
