import {
  type ApiKey,
  type ApiKeyInput,
  type CreatedApiKey,
  defaultScopes,
  type Page,
  type PageQuery,
} from 'agentaudit-schemas';

import { createCredentialCache } from '../auth/credential-cache.ts';
import { errors } from '../errors.ts';
import { pageById } from '../http/id-page.ts';
import { parseInstant, toInstant } from '../http/instant.ts';
import type { OrganizationRef, Principal } from '../http/principal.ts';
import { newId } from '../ids.ts';
import { hashKey, isWellFormed, newKey, prefixOf } from './key.ts';
import { createLastUsed } from './last-used.ts';
import { type ApiKeyRow, type ApiKeyStore, parseScopes } from './store.ts';

interface KnownKey extends Principal {
  expiresAtMs: number;
}

export interface ApiKeyServiceOptions {
  store: ApiKeyStore;
  now: () => number;
  onError: (error: unknown) => void;
}

export function createApiKeyService({ store, now, onError }: ApiKeyServiceOptions) {
  const lastUsed = createLastUsed({ save: store.setLastUsed, onError });
  const keys = createCredentialCache<KnownKey>({
    now,
    load: async (hash) => {
      const row = await store.findByHash(Buffer.from(hash, 'base64'));
      return (
        row && {
          kind: 'key',
          id: row.id,
          name: row.name,
          person: row.createdBy,
          organization: { number: row.org, id: row.organizationId },
          scopes: new Set(parseScopes(row.scopes)),
          expiresAtMs: row.expiresAt ?? Infinity,
        }
      );
    },
  });

  async function create(
    creator: Principal,
    { name, scopes = [...defaultScopes], expiresAt }: ApiKeyInput,
    key = newKey(),
  ): Promise<CreatedApiKey> {
    const expiresAtMs = expiresAt === undefined ? null : parseInstant(expiresAt)!;
    if (expiresAtMs !== null && expiresAtMs <= now()) throw errors.invalidField('expiresAt', 'must lie in the future');
    const row = {
      id: newId('apiKey'),
      name,
      prefix: prefixOf(key),
      scopes: scopes.join(' '),
      created_at: now(),
      expires_at: expiresAtMs,
      last_used_at: null,
    };
    await store.insert({ ...row, org: creator.organization.number, created_by: creator.id, hash: hashKey(key) });
    const { lastUsedAt: _, ...shown } = toApiKey(row);
    return { key, ...shown };
  }

  async function list({ number }: OrganizationRef, page: PageQuery): Promise<Page<ApiKey>> {
    await lastUsed.flush();
    return pageById(page, {
      list: async (range) => (await store.list(number, range)).map((row) => toApiKey(row)),
      count: () => store.count(number),
    });
  }

  async function remove({ number }: OrganizationRef, id: string): Promise<void> {
    const hash = await store.remove(number, id);
    if (hash === undefined) throw errors.notFound('API key');
    keys.drop(Buffer.from(hash).toString('base64'));
  }

  /** Whose key it is. Throws a 401. Without a promise while the key is fresh in memory: this is the hot path. */
  function authenticate(key: string): Principal | Promise<Principal> {
    const found = keys.get(hashKey(key).toString('base64'));
    return found instanceof Promise ? found.then((known) => admit(key, known)) : admit(key, found);
  }

  function admit(key: string, known: KnownKey | undefined): Principal {
    if (known === undefined || known.expiresAtMs <= now())
      throw isWellFormed(key) ? errors.badKey() : errors.mistypedKey();
    lastUsed.note(known.id, now());
    return known;
  }

  return {
    create,
    list,
    remove,
    authenticate,
    has: async (key: string) => (await store.findByHash(hashKey(key))) !== undefined,
    close: lastUsed.close,
  };
}

export type ApiKeyService = ReturnType<typeof createApiKeyService>;

function toApiKey(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: parseScopes(row.scopes),
    createdAt: toInstant(row.created_at),
    expiresAt: row.expires_at === null ? null : toInstant(row.expires_at),
    lastUsedAt: row.last_used_at === null ? null : toInstant(row.last_used_at),
  };
}
