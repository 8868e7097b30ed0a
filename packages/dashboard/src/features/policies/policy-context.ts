import type { Policy } from 'agentaudit-client';
import { createContext, useContext } from 'react';

import type { RuleDraft } from './rules/use-rule-draft.ts';

export interface PolicyContent {
  policy: Policy;
  /** Its rules as they would be: kept while one looks at other tabs of the policy. */
  draft: RuleDraft;
}

export const PolicyContext = createContext<PolicyContent | undefined>(undefined);

/** The policy that the page is about. */
export function usePolicyContext(): PolicyContent {
  const content = useContext(PolicyContext);
  if (content === undefined) throw new Error('This stands outside a policy');
  return content;
}
