import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Policy } from 'agentaudit-client';

import { client } from '../../../session/session.ts';
import type { RuleDraft } from './use-rule-draft.ts';

/** Saves a policy's rules, unless somebody else changed the policy since the draft was begun. */
export function useDraftSaving(policy: Policy, draft: RuleDraft) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const now = await client.policies.get(policy.id);
      if (now.version !== draft.baseVersion) {
        draft.rebase(now.version);
        throw new Error(
          `Somebody else changed this policy: it is at version ${now.version} now, and your changes began on version ${draft.baseVersion}. Look at its versions; saving again puts your rules in place of theirs.`,
        );
      }
      return client.policies.update(policy.id, { ruleIds: [...draft.ruleIds] });
    },
    onSuccess: (saved) => {
      queryClient.setQueryData(['policies', 'one', policy.id], saved);
      draft.discard();
    },
    onSettled: () =>
      Promise.all(['policies', 'rules'].map((key) => queryClient.invalidateQueries({ queryKey: [key] }))),
  });
}
