import type { AuditLog } from 'agentaudit-schemas';

import { platform } from '#platform';
import type { Segment } from './platform.ts';
import { quote } from './safe-json.ts';

/** How it ended: stored (as what, when the server was asked to say), or not. */
export type Outcome = { stored: AuditLog | undefined } | { error: Error };

/** An entry on its way: text only, nothing of the caller's that can still change. */
export class QueuedEntry {
  readonly id: string;
  /** This client's count; -1 for one that an earlier process left behind. */
  readonly seq: number;
  /** The JSON object, still open, of all but the two long texts, which stay as they are until they are sent. */
  json: string;
  prompt: string | undefined;
  response: string | undefined;
  /** What it takes of the buffer: bytes, or nearly. */
  readonly size: number;
  /** The file of the spool that holds it. */
  segment: Segment | undefined;
  outcome: Outcome | undefined;
  /** Told of the outcome; set when somebody awaits it. */
  onSettled: ((outcome: Outcome) => void) | undefined;
  /** The client's own note that others were dropped: never the cause of another. */
  isGap = false;

  constructor(id: string, seq: number, json: string, prompt?: string, response?: string) {
    this.id = id;
    this.seq = seq;
    this.json = json;
    this.prompt = prompt;
    this.response = response;
    this.size = json.length + (prompt?.length ?? 0) + (response?.length ?? 0) + 200;
  }

  /** The JSON that goes over the wire. */
  toWire(): string {
    const { json, prompt, response } = this;
    return `${json}${prompt === undefined ? '' : `,"prompt":${quote(prompt)}`}${response === undefined ? '' : `,"response":${quote(response)}`}}`;
  }

  /** Makes the wire form once, where it is needed before it is sent. */
  freeze(): string {
    const wire = this.toWire();
    this.json = wire.slice(0, -1);
    this.prompt = this.response = undefined;
    return wire;
  }

  settle(outcome: Outcome): void {
    this.outcome = outcome;
    // A handle may live long: it needs none of the text.
    this.json = '';
    this.prompt = this.response = undefined;
    this.tell(outcome);
  }

  /** Tells who awaits it how it stands, which need not be the end. */
  tell(outcome: Outcome): void {
    const { onSettled } = this;
    this.onSettled = undefined;
    onSettled?.(outcome);
  }
}

/** Entries that go in one request. */
export interface Batch {
  entries: QueuedEntry[];
  /** Made when it is sent and let go when that fails: the entries hold the same text. */
  body: string | undefined;
}

export function toBatch(entries: QueuedEntry[]): Batch {
  return { entries, body: undefined };
}

export function toBody(batch: Batch): string {
  return (batch.body ??= toArray(batch.entries.map((entry) => entry.toWire())));
}

function toArray(wires: string[]): string {
  return `[${wires.join(',')}]`;
}

function sizeOf(entries: QueuedEntry[]): number {
  return entries.reduce((sum, { size }) => sum + size, 0);
}

/** What waits to be sent, oldest first. */
export class EntryBuffer {
  #entries: (QueuedEntry | undefined)[] = [];
  #head = 0;
  bytes = 0;

  get length(): number {
    return this.#entries.length - this.#head;
  }

  push(entry: QueuedEntry): void {
    this.#entries.push(entry);
    this.bytes += entry.size;
  }

  /** The next entries that fit in one request: one at least, whatever its size. */
  take(limits: { maxEntries: number; maxBytes: number }): Batch {
    const next = this.#entries.slice(this.#head, this.#head + limits.maxEntries) as QueuedEntry[];
    // No character takes more than six bytes: to count them is for the few batches that may be too large.
    const isCounted = sizeOf(next) * 6 > limits.maxBytes;
    const wires: string[] = [];
    let bytes = 2;
    for (const entry of next) {
      const wire = entry.toWire();
      if (isCounted) bytes += platform.byteLength(wire) + 1;
      if (bytes > limits.maxBytes && wires.length > 0) break;
      wires.push(wire);
    }
    const entries = next.slice(0, wires.length);
    this.#entries.fill(undefined, this.#head, (this.#head += entries.length));
    this.bytes -= sizeOf(entries);
    if (this.#head > 1000 && this.#head * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
    return { entries, body: toArray(wires) };
  }

  *[Symbol.iterator](): Iterator<QueuedEntry> {
    for (let at = this.#head; at < this.#entries.length; at++) yield this.#entries[at] as QueuedEntry;
  }
}
