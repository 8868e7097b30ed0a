import { useMutation } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';

import { signUp } from '../../session/session.ts';
import { Field } from '../../ui/field.tsx';
import { textOf } from '../../ui/text-of.ts';
import { AuthCard } from './auth-card.tsx';
import { NewPasswordField } from './new-password-field.tsx';

export function RegisterPage() {
  const router = useRouter();
  const register = useMutation({
    mutationFn: (form: FormData) => {
      const name = textOf(form, 'name');
      return signUp({
        email: textOf(form, 'email'),
        password: textOf(form, 'password'),
        ...(name === '' ? {} : { name }),
      });
    },
    onSuccess: () => router.navigate({ to: '/welcome' }),
  });
  return (
    <AuthCard
      title="Create your account"
      submit="Create account"
      pending={register.isPending}
      error={register.error}
      onSubmit={(form) => register.mutate(form)}
      footer={
        <>
          Have an account?{' '}
          <Link to="/login" className="text-accent underline">
            Sign in
          </Link>
        </>
      }
    >
      <Field label="Organization" name="name" autoComplete="organization" placeholder="Acme Corp" maxLength={200} />
      <Field label="Email" name="email" type="email" autoComplete="username" required />
      <NewPasswordField />
    </AuthCard>
  );
}
