import { toEntry } from '../../packages/server/src/ingest/entry.ts';
import { seal } from '../../packages/server/src/ingest/seal.ts';
import { toDocument } from '../../packages/server/src/search/document.ts';
import { createEvents } from '../events.ts';

/** One event as the rows that the server would store. */
export interface EventRows {
  envelope: Record<string, unknown>;
  payload: Record<string, unknown>;
  document: string;
}

/** The rows of that many events, made beforehand: a baseline only stores them. */
export function makeRows(count: number): EventRows[] {
  const nextEvent = createEvents();
  const organization = { number: 1, id: 'org_01k9zj3v5qf8tbnq9w6r2d4c7e' };
  return Array.from({ length: count }, (_, seq) => {
    const entry = toEntry(nextEvent(), { requestHashKey: 'bench' });
    const judgement = { enforcementAction: 'allow', violations: [], payload: entry.payload } as const;
    const sealed = seal(entry, { ...judgement, violations: [] }, { organization, seq, createdAtMs: Date.now() });
    return { envelope: toRow(sealed.envelope), payload: toRow(sealed.payload), document: toDocument(sealed.payload) };
  });
}

/** PostgreSQL's driver takes a Buffer for bytes, and any other array for a list. */
function toRow(row: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value instanceof Uint8Array ? Buffer.from(value) : value]),
  );
}

/** What a baseline reports: as JSON on standard output. */
export interface BaselineResult {
  microsPerEvent: number;
}

/** What a baseline is told: as one JSON argument. */
export interface BaselineOrder {
  databaseUrl: string;
  events: number;
  /** Stored before the clock starts, so that code is warm. */
  warmUp: number;
  /** PostgreSQL's postmaster, whose CPU time counts too. */
  postmaster?: number;
}

export function readOrder(): BaselineOrder {
  return JSON.parse(process.argv[2]!) as BaselineOrder;
}

export function report(result: BaselineResult): void {
  process.stdout.write(JSON.stringify(result));
}
