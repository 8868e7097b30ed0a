import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ComplianceRule, Policy } from 'agentaudit-client';

import { client } from '../../session/session.ts';

export const usageDays = 30;
const dayMs = 24 * 3600 * 1000;

/** Every rule of the organization, newest first: at most 2,000, so they are searched here. */
export function useRules() {
  return useQuery({
    queryKey: ['rules'],
    queryFn: async ({ signal }) => {
      const rules: ComplianceRule[] = [];
      for await (const { data } of client.rules.list({ limit: 500 }, { signal }).pages()) rules.push(...data);
      return rules;
    },
  });
}

export function useRule(id: string | undefined) {
  return useQuery({
    queryKey: ['rules', 'one', id],
    queryFn: ({ signal }) => client.rules.get(id!, { signal }),
    enabled: id !== undefined,
  });
}

/** In how many logs each rule found something in the last days, by its id. */
export function useRuleHits() {
  return useQuery({
    queryKey: ['rules', 'hits'],
    queryFn: async ({ signal }) => {
      const from = new Date(Date.now() - usageDays * dayMs).toISOString();
      const { byRule } = await client.policies.analytics({ from }, { signal });
      return new Map(byRule.map(({ ruleId, hits }) => [ruleId, hits]));
    },
    staleTime: 60_000,
  });
}

/** The policies that each rule is part of, by its id. */
export function useRulePolicies() {
  return useQuery({
    queryKey: ['policies', 'by-rule'],
    queryFn: async ({ signal }) => {
      const byRule = new Map<string, Policy[]>();
      for await (const policy of client.policies.list({ limit: 500 }, { signal })) {
        for (const id of policy.ruleIds) byRule.set(id, [...(byRule.get(id) ?? []), policy]);
      }
      return byRule;
    },
    staleTime: 30_000,
  });
}

/** Switches a rule on or off. The list shows it at once, and takes it back when the server refuses. */
export function useRuleSwitch() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, isActive }: { id: string; isActive: boolean }) => client.rules.update(id, { isActive }),
    onMutate: async ({ id, isActive }) => {
      await queryClient.cancelQueries({ queryKey: ['rules'], exact: true });
      const before = queryClient.getQueryData<ComplianceRule[]>(['rules']);
      queryClient.setQueryData<ComplianceRule[]>(['rules'], (rules) =>
        rules?.map((rule) => (rule.id === id ? { ...rule, isActive } : rule)),
      );
      return { before };
    },
    onError: (_error, _change, context) => queryClient.setQueryData(['rules'], context?.before),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['rules'] }),
  });
}

export function useRuleDeletion({ onDeleted }: { onDeleted: () => void }) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => client.rules.delete(id),
    onSuccess: async (_nothing, id) => {
      queryClient.setQueryData<ComplianceRule[]>(['rules'], (rules) => rules?.filter((rule) => rule.id !== id));
      onDeleted();
      await Promise.all(
        ['rules', 'policies', 'packs'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })),
      );
    },
  });
}
