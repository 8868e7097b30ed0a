export const policyStates = ['active', 'shadow', 'off', 'unattached'] as const;

/** What the address of the list of policies says. */
export interface PolicyListSearch {
  q?: string;
  state?: (typeof policyStates)[number];
  /** That a new one is being made. */
  new?: true;
}

export function parsePolicyListSearch(search: Record<string, unknown>): PolicyListSearch {
  const { q } = search;
  const state = policyStates.find((name) => name === search['state']);
  return {
    ...((typeof q === 'string' && q !== '') || typeof q === 'number' ? { q: String(q) } : {}),
    ...(state === undefined ? {} : { state }),
    ...(search['new'] === true ? { new: true } : {}),
  };
}
