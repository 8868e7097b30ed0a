import { Type } from 'typebox';

import { type Page, pageOf } from './paging.ts';
import { ref } from './ref.ts';
import { type Scope, scopes } from './scope.ts';
import { InstantSchema } from './time.ts';

export interface ApiKeyInput {
  name: string;
  /** Default: everything an agent needs to record, ask and read; nothing that changes what judges it. */
  scopes?: Scope[];
  /** RFC 3339. Default: never. */
  expiresAt?: string;
}

export interface ApiKey {
  id: string;
  name: string;
  /** The first characters of the key, to recognise it by. */
  prefix: string;
  scopes: Scope[];
  createdAt: string;
  expiresAt: string | null;
  /** Up to ten seconds late for what another server process was asked; `null` when never used. */
  lastUsedAt: string | null;
}

/** A key just made: the one time that `key` is shown. */
export interface CreatedApiKey extends Omit<ApiKey, 'lastUsedAt'> {
  key: string;
}

export type ApiKeyPage = Page<ApiKey>;

const ScopeSchema = Type.Enum([...scopes]);

export const ApiKeyInputSchema = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200, examples: ['production-agent'] }),
    scopes: Type.Optional(Type.Array(ScopeSchema, { uniqueItems: true, minItems: 1 })),
    expiresAt: Type.Optional(InstantSchema),
  },
  { $id: 'ApiKeyInput', additionalProperties: false },
);

const keyProperties = {
  id: Type.String({ examples: ['key_01k9zj3v5qf8tbnq9w6r2d4c7e'] }),
  name: Type.String(),
  prefix: Type.String({ examples: ['aa_live_x7Kd'] }),
  scopes: Type.Array(ScopeSchema),
  createdAt: InstantSchema,
  expiresAt: Type.Union([InstantSchema, Type.Null()]),
};

export const ApiKeySchema = Type.Object(
  { ...keyProperties, lastUsedAt: Type.Union([InstantSchema, Type.Null()]) },
  { $id: 'ApiKey' },
);

export const CreatedApiKeySchema = Type.Object(
  { key: Type.String({ description: 'Shown once: save it' }), ...keyProperties },
  { $id: 'CreatedApiKey' },
);

export const ApiKeyPageSchema = pageOf(ref<ApiKey>(ApiKeySchema), 'ApiKeyPage');
