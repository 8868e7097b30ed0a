/** What the address of a policy's versions says: the ids of the two that are compared. */
export interface VersionSearch {
  /** Default: the version before `after`. */
  before?: string;
  /** Default: the version in force. */
  after?: string;
}

export function parseVersionSearch(search: Record<string, unknown>): VersionSearch {
  const { before, after } = search;
  return {
    ...(typeof before === 'string' && before !== '' ? { before } : {}),
    ...(typeof after === 'string' && after !== '' ? { after } : {}),
  };
}
