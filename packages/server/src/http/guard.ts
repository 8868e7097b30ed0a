import type { Scope } from 'agentaudit-schemas';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { errors } from '../errors.ts';
import { isAdministrator, type Principal } from './principal.ts';

/** Finds who sent the credentials of a request. Throws a 401. */
export interface Authenticator {
  byKey: (key: string) => Principal | Promise<Principal>;
  byToken: (token: string) => Promise<Principal>;
}

type Hook = (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void) => void;

/** A scope; or a person whatever their role; or an owner or admin. */
export type Need = Scope | 'user' | 'admin';

/**
 * The hook that lets a route's callers in: `guard('logs:read')` takes a key or a person with that
 * scope, `guard('user')` people alone; a second scope does in place of the first.
 */
export type Guard = (need: Need, orScope?: Scope) => Hook;

const hints = new WeakMap<Hook, Need[]>();

/** What a hook made by a guard asks for, any of these: the API document says it too. */
export function needsOf(hook: unknown): Need[] | undefined {
  return hints.get(hook as Hook);
}

export function createGuard(authenticator: Authenticator): Guard {
  return (need, orScope) => {
    const hook: Hook = (request, _reply, done) => {
      const enter = (principal: Principal) => {
        request.principal = principal;
        if (orScope === undefined || !principal.scopes.has(orScope)) admit(principal, need);
      };
      // Without a promise where the credential is fresh in memory: this stands before every log.
      try {
        const found = authenticate(request, authenticator);
        // oxlint-disable-next-line promise/no-callback-in-promise -- the hook's own way to go on
        if (found instanceof Promise) found.then(enter).then(() => done(), done);
        else {
          enter(found);
          done();
        }
      } catch (error) {
        done(error as Error);
      }
    };
    hints.set(hook, orScope === undefined ? [need] : [need, orScope]);
    return hook;
  };
}

/** Whether a caller who was let in still would be: for answers that take their time. Throws a 401 or 403. */
export function checkAgain(hook: Hook, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  return new Promise((resolve, reject) => {
    hook(request, reply, (error) => (error === undefined ? resolve() : reject(error)));
  });
}

function admit(principal: Principal, need: Need): void {
  if (need === 'user' || need === 'admin') {
    if (principal.kind !== 'user') throw errors.userOnly();
    if (need === 'admin' && !isAdministrator(principal)) throw errors.adminOnly();
  } else if (!principal.scopes.has(need)) {
    throw errors.missingScope(need);
  }
}

function authenticate(request: FastifyRequest, { byKey, byToken }: Authenticator): Principal | Promise<Principal> {
  const key = request.headers['x-api-key'];
  if (typeof key === 'string') return byKey(key);
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() === 'bearer' && token !== undefined && token !== '') return byToken(token);
  throw errors.missingCredentials();
}
