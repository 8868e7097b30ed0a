import { useMutation } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';

import { signIn } from '../../session/session.ts';
import { Field } from '../../ui/field.tsx';
import { textOf } from '../../ui/text-of.ts';
import { AuthCard } from './auth-card.tsx';

export function LoginPage() {
  const router = useRouter();
  const { next } = useSearch({ from: '/login' });
  const login = useMutation({
    mutationFn: (form: FormData) => signIn({ email: textOf(form, 'email'), password: textOf(form, 'password') }),
    onSuccess: () => router.history.push(next?.startsWith('/') === true && !next.startsWith('//') ? next : '/'),
  });
  return (
    <AuthCard
      title="Sign in"
      submit="Sign in"
      pending={login.isPending}
      error={login.error}
      onSubmit={(form) => login.mutate(form)}
      footer={
        <>
          No account yet?{' '}
          <Link to="/register" className="text-accent underline">
            Create one
          </Link>
        </>
      }
    >
      <Field label="Email" name="email" type="email" autoComplete="username" required />
      <Field label="Password" name="password" type="password" autoComplete="current-password" required />
    </AuthCard>
  );
}
