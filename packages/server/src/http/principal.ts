import type { FastifyInstance, FastifyRequest } from 'fastify';
import { administrators, type Role, type Scope } from 'agentaudit-schemas';

import { errors } from '../errors.ts';

/** An organization as the tables know it: the number stands first in every key, the id is for people. */
export interface OrganizationRef {
  number: number;
  id: string;
}

/** Whoever sent a request: an agent's key or a person. */
export interface Principal {
  kind: 'key' | 'user';
  /** The key's or the user's id. */
  id: string;
  /** What people know it by: a key's name, a person's e-mail. */
  name: string;
  /** The user; of a key, the user who made it. */
  person: string;
  organization: OrganizationRef;
  scopes: ReadonlySet<Scope>;
  /** A person's. */
  role?: Role;
  /** When the key or token ends, in milliseconds since 1970. Absent: never. */
  expiresAtMs?: number;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by a route's guard. */
    principal: Principal | null;
  }
}

/** Gives every request its place for whoever sent it. */
export function acceptPrincipals(app: FastifyInstance): void {
  app.decorateRequest('principal', null);
}

/** Who sent the request, where the route asked for credentials. */
export function principalOf(request: FastifyRequest): Principal {
  if (request.principal === null) throw errors.missingCredentials();
  return request.principal;
}

/** Whether it is a person whose role keeps the organization's keys, members and billing. */
export function isAdministrator({ role }: Principal): boolean {
  return role !== undefined && administrators.includes(role);
}
