import { platform } from '#platform';
import { type BatchAnswer, readBatchAnswer } from './batch-answer.ts';
import type { BatchSender } from './batch-sender.ts';
import { messageOf } from './error-message.ts';
import type { DropReason } from './errors.ts';
import type { Logger } from './options.ts';
import type { Pause } from './pause.ts';
import { type Batch, EntryBuffer, type Outcome, type QueuedEntry, toBatch } from './queued-entry.ts';

export interface OutboxSettings {
  maxEntries: number;
  maxBytes: number;
  lingerMs: number;
  concurrency: number;
}

export interface OutboxEvents {
  /** `reason` when the entry was given up. */
  settled(entries: QueuedEntry[], outcomes: Outcome[], reason?: DropReason): void;
  /** Nothing passes until a setting changes. */
  blocked(): void;
  /** There is room: more may be pushed now. */
  hungry(): void;
}

/** Sends entries in batches, again and again until each has an outcome. */
export class Outbox {
  readonly #settings: OutboxSettings;
  readonly #sender: BatchSender;
  readonly #pause: Pause;
  readonly #logger: Logger;
  readonly #events: OutboxEvents;
  readonly #buffer = new EntryBuffer();
  /** Before anything else: batches that failed, or what is left of one that was refused. */
  readonly #again: Batch[] = [];
  readonly #inFlight = new Set<Batch>();
  /** A batch that is not full may go too: its time is up, or somebody waits. */
  #due = false;
  #wakes = false;
  #stopped = false;
  #linger: ReturnType<typeof setTimeout> | undefined;

  constructor(
    settings: OutboxSettings,
    parts: { sender: BatchSender; pause: Pause; logger: Logger; events: OutboxEvents },
  ) {
    this.#settings = settings;
    this.#sender = parts.sender;
    this.#pause = parts.pause;
    this.#logger = parts.logger;
    this.#events = parts.events;
    this.#pause.onOver = () => this.#pump();
  }

  /** Bytes, or nearly, of what no request has taken yet. */
  get bytes(): number {
    return this.#buffer.bytes;
  }

  push(entry: QueuedEntry): void {
    this.#buffer.push(entry);
    if (this.#buffer.length >= this.#settings.maxEntries) this.#wake();
    else this.#linger ??= this.#startLinger();
  }

  /** Sends what there is soon, full batches or not. */
  hurry(): void {
    this.#due = true;
    this.#wake();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#linger);
    this.#pause.stop();
  }

  *unsettled(): Iterable<QueuedEntry> {
    for (const batch of this.#inFlight) yield* batch.entries;
    for (const batch of this.#again) yield* batch.entries;
    yield* this.#buffer;
  }

  #startLinger(): ReturnType<typeof setTimeout> {
    const timer = setTimeout(() => {
      this.#linger = undefined;
      this.#due = true;
      this.#pump();
    }, this.#settings.lingerMs);
    platform.unref(timer);
    return timer;
  }

  /** Not at once: making a request takes a hundred times as long as the call that filled the batch. */
  #wake(): void {
    if (this.#wakes) return;
    this.#wakes = true;
    platform.defer(() => {
      this.#wakes = false;
      this.#pump();
    });
  }

  #pump(): void {
    while (!this.#stopped && !this.#pause.isOn && this.#inFlight.size < this.#limit()) {
      const batch = this.#next();
      if (!batch) return;
      this.#inFlight.add(batch);
      void this.#send(batch);
    }
  }

  /** While the server fails, one batch at a time is enough to see whether it is back. */
  #limit(): number {
    return this.#pause.failures > 0 ? 1 : this.#settings.concurrency;
  }

  #next(): Batch | undefined {
    const again = this.#again.shift();
    if (again) return again;
    this.#events.hungry();
    const { length } = this.#buffer;
    if (length === 0) this.#due = false;
    if (length === 0 || (length < this.#settings.maxEntries && !this.#due)) return undefined;
    return this.#buffer.take(this.#settings);
  }

  async #send(batch: Batch): Promise<void> {
    const sentAt = Date.now();
    let answer: BatchAnswer;
    try {
      const { response, text, compressed } = await this.#sender.send(batch);
      answer = readBatchAnswer(response, text, { size: batch.entries.length, compressed });
    } catch (error) {
      answer = { kind: 'later', error: error as Error, retryAfterMs: undefined };
    }
    batch.body = undefined;
    this.#inFlight.delete(batch);
    this.#take(answer, batch, sentAt);
    this.#pump();
  }

  #take(answer: BatchAnswer, batch: Batch, sentAt: number): void {
    const { entries } = batch;
    switch (answer.kind) {
      case 'stored':
        if (this.#pause.failures > 0) this.#logger.warn('agentaudit: the server takes logs again');
        this.#pause.succeed();
        return this.#events.settled(
          entries,
          answer.logs.map((stored) => ({ stored })),
        );
      case 'refused': {
        this.#pause.succeed();
        const refused = entries.filter((_, index) => answer.indexes.includes(index));
        const rest = entries.filter((_, index) => !answer.indexes.includes(index));
        if (rest.length > 0) this.#again.unshift(toBatch(rest));
        this.#logger.error(
          `agentaudit: the server refused ${refused.length} log(s): ${answer.error.message}`,
          answer.error,
        );
        return this.#events.settled(
          refused,
          refused.map(() => ({ error: answer.error })),
          answer.reason,
        );
      }
      case 'split': {
        this.#pause.succeed();
        const middle = Math.ceil(entries.length / 2);
        this.#again.unshift(toBatch(entries.slice(0, middle)), toBatch(entries.slice(middle)));
        return;
      }
      case 'uncompress':
        return void this.#again.unshift(batch);
      case 'blocked': {
        this.#again.unshift(batch);
        const { message, status } = answer.error;
        if (!this.#pause.failures)
          this.#logger.error(`agentaudit: logs wait, the server refuses them (${status}): ${message}`);
        this.#pause.block(answer.error);
        for (const entry of this.unsettled()) entry.tell({ error: answer.error });
        return this.#events.blocked();
      }
      default:
        this.#again.unshift(batch);
        if (!this.#pause.failures)
          this.#logger.warn(`agentaudit: logs wait and will be sent again: ${messageOf(answer.error)}`);
        return this.#pause.fail(sentAt, answer.retryAfterMs);
    }
  }
}
