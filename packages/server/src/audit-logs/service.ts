import {
  type AuditLog,
  type AuditLogExportQuery,
  type AuditLogQuery,
  type Chain,
  limits,
  type Page,
} from 'agentaudit-schemas';

import { errors } from '../errors.ts';
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import type { OrganizationRef } from '../http/principal.ts';
import type { AuditLogStore, LogPlace } from './store.ts';
import { summarizeTrace } from './trace-summary.ts';

/** Logs read at once where all of them are wanted. */
const chunkLogs = 500;

/** Answers the questions about an organization's logs. */
export function createAuditLogService(store: AuditLogStore) {
  async function list(organization: OrganizationRef, query: AuditLogQuery): Promise<Page<AuditLog>> {
    const {
      limit = limits.pageDefault,
      offset = 0,
      cursor,
      order = 'desc',
      count = false,
      payload = true,
      ...filter
    } = query;
    if (cursor !== undefined && offset > 0)
      throw errors.invalidField('offset', 'and cursor are alternatives: give one');
    const after = cursor === undefined ? undefined : Number(decodeCursor(cursor, ['number'])[0]);
    const places = await store.find(organization.number, filter, { order, after, offset, limit: limit + 1 });
    const page = takePage(places.slice(0, limit), { payload });
    return {
      data: await store.read(
        organization.number,
        page.map(({ seq }) => seq),
        { payload },
      ),
      limit,
      offset,
      total: count ? await store.count(organization.number, filter) : null,
      nextCursor: page.length < places.length ? encodeCursor([page.at(-1)!.seq]) : null,
    };
  }

  async function get(organization: OrganizationRef, id: string): Promise<AuditLog> {
    const seq = await store.findById(organization.number, id);
    const [log] = seq === undefined ? [] : await store.read(organization.number, [seq], { payload: true });
    if (log === undefined) throw errors.notFound('Audit log');
    return log;
  }

  async function chain(organization: OrganizationRef, id: string): Promise<Chain> {
    const steps = await store.findChain(organization.number, id, { limit: limits.chainLength });
    if (steps.length === 0) throw errors.notFound('Audit log');
    const met = new Set<string>();
    const walked = steps.filter((step) => !met.has(step.id) && met.add(step.id));
    const page = takePage(walked, { payload: true });
    const above = page.at(-1)!.parentSpanId;
    return {
      data: await store.read(
        organization.number,
        page.map(({ seq }) => seq),
        { payload: true },
      ),
      end:
        above === null
          ? 'root'
          : met.has(above) && page.length === walked.length
            ? 'cycle'
            : page.length < steps.length || steps.length === limits.chainLength
              ? 'length_limit'
              : 'missing_parent',
      endParentSpanId: above,
    };
  }

  /** A trace as JSON text, piece by piece: it may be far larger than memory should hold. */
  async function trace(
    organization: OrganizationRef,
    traceId: string,
    options: { payload: boolean },
  ): Promise<AsyncIterable<string>> {
    const places = await store.findTrace(organization.number, traceId);
    if (places.length === 0) throw errors.notFound('Trace');
    return writeTrace(traceId, readAll(organization, places, options));
  }

  /** Every log that passes a filter, page by page, each page read when the one before was taken. */
  async function* exportLogs(organization: OrganizationRef, query: AuditLogExportQuery): AsyncGenerator<AuditLog[]> {
    const { order = 'desc', format: _, ...filter } = query;
    for (let after: number | undefined; ;) {
      const places = await store.find(organization.number, filter, { order, after, offset: 0, limit: chunkLogs });
      if (places.length === 0) return;
      yield* readAll(organization, places, { payload: true });
      after = places.at(-1)!.seq;
    }
  }

  async function* readAll(
    organization: OrganizationRef,
    places: LogPlace[],
    options: { payload: boolean },
  ): AsyncGenerator<AuditLog[]> {
    for (let rest = places; rest.length > 0;) {
      const page = takePage(rest.slice(0, chunkLogs), options);
      yield await store.read(
        organization.number,
        page.map(({ seq }) => seq),
        options,
      );
      rest = rest.slice(page.length);
    }
  }

  return { list, get, chain, trace, exportLogs };
}

export type AuditLogService = ReturnType<typeof createAuditLogService>;

/** As many as fit into the bytes of a page, and one in any case. */
function takePage<Place extends LogPlace>(places: Place[], { payload }: { payload: boolean }): Place[] {
  let bytes = 0;
  const end = payload ? places.findIndex((place, index) => (bytes += place.bytes) > limits.pageBytes && index > 0) : -1;
  return end === -1 ? places : places.slice(0, end);
}

async function* writeTrace(traceId: string, pages: AsyncIterable<AuditLog[]>): AsyncGenerator<string> {
  const summary = summarizeTrace();
  let lead = `{"traceId":${JSON.stringify(traceId)},"data":[`;
  for await (const logs of pages) {
    for (const log of logs) summary.add(log);
    yield lead + logs.map((log) => JSON.stringify(log)).join(',');
    lead = ',';
  }
  yield `],"summary":${JSON.stringify(summary.result())}}`;
}
