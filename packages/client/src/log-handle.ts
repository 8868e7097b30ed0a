import type { AuditLog } from 'agentaudit-schemas';

import { LazyPromise } from './lazy-promise.ts';
import type { QueuedEntry } from './queued-entry.ts';

/**
 * What `log()` returns at once. Its `id` can be a later log's `parentSpanId` right away. Awaiting it sends the entry
 * without further delay and gives the log as the server stored it; nobody has to.
 *
 * Rejects with the server's ApiError when it refused the entry, with a DroppedError when the entry was given up, and
 * with a TimeoutError after 30 seconds without an answer: then the entry is still queued and still sent.
 */
export class LogHandle extends LazyPromise<AuditLog> {
  readonly id: string;
  readonly #entry: QueuedEntry;
  readonly #acknowledge: (entry: QueuedEntry) => Promise<AuditLog>;

  constructor(entry: QueuedEntry, acknowledge: (entry: QueuedEntry) => Promise<AuditLog>) {
    super();
    this.id = entry.id;
    this.#entry = entry;
    this.#acknowledge = acknowledge;
  }

  protected start(): Promise<AuditLog> {
    return this.#acknowledge(this.#entry);
  }
}

/** What `logBatch()` returns at once; awaiting it gives the ids once all are stored. */
export class LogBatchHandle extends LazyPromise<string[]> {
  /** In the order of the entries. */
  readonly ids: string[];
  readonly #handles: LogHandle[];

  constructor(handles: LogHandle[]) {
    super();
    this.ids = handles.map((handle) => handle.id);
    this.#handles = handles;
  }

  protected async start(): Promise<string[]> {
    await Promise.all(this.#handles);
    return this.ids;
  }
}
