/** What credentials may do. Of a key, `manage` and `hitl:decide` come only when asked for. */
export const scopes = [
  'logs:write',
  'logs:read',
  'hitl:request',
  'hitl:read',
  'config:read',
  'manage',
  'hitl:decide',
] as const;

export type Scope = (typeof scopes)[number];

/** What a key may do when its maker did not say. */
export const defaultScopes: readonly Scope[] = ['logs:write', 'logs:read', 'hitl:request', 'hitl:read', 'config:read'];
