import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Report, ReportInput } from 'agentaudit-client';

import { client } from '../../session/session.ts';
import { saveFile } from '../../ui/save-file.ts';

const key = ['reports'];
/** How often a report that is being made is looked at. */
const watchMs = 1000;

export function isUnfinished({ status }: Report): boolean {
  return status === 'pending' || status === 'running';
}

/** The newest first, followed for as long as one of them is being made. */
export function useReports() {
  return useInfiniteQuery({
    queryKey: key,
    queryFn: async ({ pageParam, signal }) =>
      await client.reports.list({ limit: 50, ...(pageParam === '' ? {} : { cursor: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ data }) => data.some(isUnfinished)) === true ? watchMs : false,
  });
}

export function useCreateReport() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (input: ReportInput) => client.reports.create(input),
    onSettled: () => queryClient.invalidateQueries({ queryKey: key }),
  });
}

/** Asks once more for a report that failed, and lets the failed one go. */
export function useRepeatReport() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, type, from, to, format }: Report) => {
      await client.reports.create({ type, from, to, format });
      await client.reports.delete(id);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: key }),
  });
}

export function useDeleteReport() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => client.reports.delete(id),
    onSettled: () => queryClient.invalidateQueries({ queryKey: key }),
  });
}

/** Saves the file under the name that the server gives it. */
export function useDownloadReport() {
  return useMutation({
    mutationFn: async (id: string) => {
      const { bytes, contentType, filename } = await client.reports.download(id);
      saveFile(filename, bytes as Uint8Array<ArrayBuffer>, contentType);
    },
  });
}
