import type { PageQuery, Report, ReportInput } from 'agentaudit-schemas';

import { type Api, segment, sleep } from './api.ts';
import { TimeoutError } from './errors.ts';
import type { WaitOptions } from './hitl.ts';
import type { RequestOptions } from './options.ts';

export interface DownloadedFile {
  bytes: Uint8Array;
  contentType: string;
  filename: string;
}

/** Reports over a window of time, made in the background. */
export function createReports(api: Api) {
  const get = (id: string, options?: RequestOptions) => api.get<Report>(reportAt(id), {}, options);
  return {
    list: (query?: PageQuery, options?: RequestOptions) => api.list<Report>('/reports', query, options),
    create: (report: ReportInput, options?: RequestOptions) => api.post<Report>('/reports', report, options),
    get,
    delete: (id: string, options?: RequestOptions) => api.delete(reportAt(id), options),

    /** Resolves with the report once it is `ready` or `failed`. TimeoutError after `timeoutMs`, by default 10 minutes. */
    async wait(id: string, { timeoutMs = 600_000, ...others }: WaitOptions = {}): Promise<Report> {
      const options = api.untilClosed(others);
      const until = Date.now() + timeoutMs;
      for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 1.5, 3000)) {
        const report = await get(id, options);
        if (report.status === 'ready' || report.status === 'failed') return report;
        if (Date.now() + pauseMs > until) throw new TimeoutError(`Report ${id} is not ready after ${timeoutMs} ms`);
        await sleep(pauseMs, options.signal);
      }
    },

    /** The file, whole. ConflictError before it is ready. */
    async download(id: string, options?: RequestOptions): Promise<DownloadedFile> {
      const headers = { accept: '*/*', ...options?.headers };
      const response = await api.open('GET', `${reportAt(id)}/download`, { stream: true }, { ...options, headers });
      const chunks: Uint8Array[] = [];
      for await (const chunk of response.chunks()) chunks.push(chunk);
      const disposition = response.header('content-disposition') ?? '';
      return {
        bytes: join(chunks),
        contentType: response.header('content-type') ?? 'application/octet-stream',
        filename: /filename="?([^";]+)/.exec(disposition)?.[1] ?? id,
      };
    },
  };
}

function reportAt(id: string): string {
  return `/reports/${segment(id)}`;
}

function join(chunks: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
