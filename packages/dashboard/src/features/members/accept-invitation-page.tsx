import { useMutation } from '@tanstack/react-query';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';

import { join } from '../../session/session.ts';
import { Field } from '../../ui/field.tsx';
import { textOf } from '../../ui/text-of.ts';
import { AuthCard } from '../auth/auth-card.tsx';
import { NewPasswordField } from '../auth/new-password-field.tsx';

/** Where an invitation's link leads. Its token stands behind the `#`: no server and no log between sees it. */
export function AcceptInvitationPage() {
  const navigate = useNavigate();
  const token = useLocation({ select: ({ hash }) => hash });
  const accept = useMutation({
    mutationFn: (form: FormData) => join({ token: textOf(form, 'token'), password: textOf(form, 'password') }),
    onSuccess: () => navigate({ to: '/' }),
  });
  return (
    <AuthCard
      title="Join your organization"
      submit="Join"
      pending={accept.isPending}
      error={accept.error}
      onSubmit={(form) => accept.mutate(form)}
      footer={
        <>
          Joined already?{' '}
          <Link to="/login" className="text-accent underline">
            Sign in
          </Link>
        </>
      }
    >
      {token === '' ? (
        <Field label="Invitation" name="token" hint="The text behind the # of the link that you were sent" required />
      ) : (
        <>
          <p className="text-muted">You were invited. Choose a password, and you are in.</p>
          <input type="hidden" name="token" value={token} />
        </>
      )}
      <NewPasswordField />
    </AuthCard>
  );
}
