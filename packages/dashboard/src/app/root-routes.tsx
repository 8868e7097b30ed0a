import { createRootRoute, createRoute, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';

import { LoginPage } from '../features/auth/login-page.tsx';
import { RegisterPage } from '../features/auth/register-page.tsx';
import { currentSession } from '../session/session.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { Shell } from './shell.tsx';

export const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage });

export const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: (search): { next?: string } => (typeof search['next'] === 'string' ? { next: search['next'] } : {}),
  component: LoginPage,
});

export const register = createRoute({ getParentRoute: () => root, path: '/register', component: RegisterPage });

export const acceptInvitation = createRoute({
  getParentRoute: () => root,
  path: '/accept-invitation',
  component: lazyRouteComponent(() => import('../features/members/accept-invitation-page.tsx'), 'AcceptInvitationPage'),
});

/** What all screens but those hang from: it leads to the login and back. */
export const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ location }) => {
    const organization = await currentSession();
    if (organization === undefined) throw redirect({ to: '/login', search: { next: location.href } });
    return { organization };
  },
  component: function SignedIn() {
    const { organization } = signedIn.useRouteContext();
    return <Shell organizationName={organization.name} />;
  },
});
