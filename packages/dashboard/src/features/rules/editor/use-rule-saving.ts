import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ComplianceRule } from 'agentaudit-client';

import { client } from '../../../session/session.ts';
import { type RuleDraft, toInput, toUpdate } from './rule-draft.ts';

interface RuleSavingOptions {
  /** The rule to change; without one a new one is made. */
  id: string | undefined;
  onSaved: (rule: ComplianceRule) => void;
}

export function useRuleSaving({ id, onSaved }: RuleSavingOptions) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (draft: RuleDraft) =>
      id === undefined ? client.rules.create(toInput(draft)) : client.rules.update(id, toUpdate(draft)),
    onSuccess: async (rule) => {
      queryClient.setQueryData(['rules', 'one', rule.id], rule);
      onSaved(rule);
      await Promise.all(['rules', 'policies'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
    },
  });
}
