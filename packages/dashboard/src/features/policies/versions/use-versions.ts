import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Policy, PolicyVersion } from 'agentaudit-client';

import { client } from '../../../session/session.ts';

const pageVersions = 25;

/** A policy's versions, newest first, a page at a time. */
export function useVersions(policyId: string) {
  return useInfiniteQuery({
    queryKey: ['policies', 'versions', policyId],
    queryFn: async ({ pageParam, signal }) =>
      await client.policies.listVersions(
        policyId,
        { limit: pageVersions, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** One version, by its id: out of those that are there, or from the server. */
export function useVersion(policyId: string, id: string | undefined, known: readonly PolicyVersion[]) {
  const found = known.find((version) => version.id === id);
  return useQuery({
    queryKey: ['policies', 'version', policyId, id],
    queryFn: ({ signal }) => client.policies.getVersion(policyId, id!, { signal }),
    enabled: id !== undefined && found === undefined,
    initialData: found,
    staleTime: Infinity,
  });
}

/** The version before one; undefined before the first, and until it `isKnown`. */
export function usePreviousVersion(
  { id: policyId, version: newest }: Pick<Policy, 'id' | 'version'>,
  of: PolicyVersion | undefined,
  { known, enabled }: { known: readonly PolicyVersion[]; enabled: boolean },
) {
  const wanted = (of?.version ?? 1) - 1;
  const found = known.find(({ version }) => version === wanted);
  const query = useQuery({
    queryKey: ['policies', 'version', policyId, 'number', wanted],
    queryFn: async ({ signal }) => {
      // Versions are numbered without a gap, so a number is a place in the list.
      const { data } = await client.policies.listVersions(policyId, { limit: 1, offset: newest - wanted }, { signal });
      return data[0] ?? null;
    },
    enabled: enabled && wanted > 0 && found === undefined,
    staleTime: Infinity,
  });
  const { isError, error, refetch } = query;
  const isKnown = wanted === 0 || found !== undefined || query.isSuccess;
  return { version: found ?? query.data ?? undefined, isKnown, isError, error, refetch };
}

/** Keeps the policy as it stands, or makes it what it was. Either is a new version. */
export function useVersionMaking(policyId: string, { onMade }: { onMade: (version: PolicyVersion) => void }) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (task: { restore: string } | { note: string }) =>
      'restore' in task
        ? client.policies.restoreVersion(policyId, task.restore)
        : client.policies.createVersion(policyId, task.note === '' ? {} : { note: task.note }),
    onSuccess: async (version) => {
      onMade(version);
      await Promise.all(['policies', 'rules'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
    },
  });
}
