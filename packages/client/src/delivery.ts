import type { AuditLog } from 'agentaudit-schemas';

import { platform } from '#platform';
import { type DropReason, DroppedError } from './errors.ts';
import type { Snapshots } from './entry-snapshot.ts';
import type { FlushResult } from './flush-result.ts';
import { GapLedger } from './gap-ledger.ts';
import type { Logger } from './options.ts';
import { Outbox, type OutboxSettings } from './outbox.ts';
import type { BatchSender } from './batch-sender.ts';
import type { Pause } from './pause.ts';
import type { Drainable, Spool } from './platform.ts';
import { type Outcome, QueuedEntry } from './queued-entry.ts';

export interface DeliverySettings extends OutboxSettings {
  bufferEntries: number;
  bufferBytes: number;
  exitTimeoutMs: number;
  drainsOnSignals: boolean;
  /** Every entry goes to the spool first. */
  writesAhead: boolean;
  waitUntil: ((delivery: Promise<unknown>) => void) | undefined;
}

/** How long losses are gathered before the trail is told. */
const gapDelayMs = 1000;

/** Takes entries in without waiting, and knows what became of them. */
export class Delivery implements Drainable {
  readonly exitTimeoutMs: number;
  readonly drainsOnSignals: boolean;
  readonly #settings: DeliverySettings;
  readonly #outbox: Outbox;
  readonly #snapshots: Snapshots;
  readonly #logger: Logger;
  readonly #spool: Spool | undefined;
  readonly #pause: Pause;
  readonly #gaps = new GapLedger();
  /** One for all: an error of its own for each entry would make what is dropped cost ten times what is sent. */
  readonly #dropErrors = new Map<DropReason, DroppedError>();
  readonly #flushes = new Set<{ upTo: number; left: number; finish: () => void }>();
  readonly #flushListeners = new Set<(isLast: boolean) => void>();
  /** Entries in memory without an outcome. */
  #pending = 0;
  /** Gap reports under way. */
  #openNotes = 0;
  #lastSeq = -1;
  #delivered = 0;
  #dropped = 0;
  #isClosed = false;
  #toldToWait = false;
  #release: (() => void) | undefined;

  constructor(
    settings: DeliverySettings,
    parts: { sender: BatchSender; snapshots: Snapshots; logger: Logger; spool: Spool | undefined; pause: Pause },
  ) {
    this.exitTimeoutMs = settings.exitTimeoutMs;
    this.drainsOnSignals = settings.drainsOnSignals;
    this.#settings = settings;
    this.#snapshots = parts.snapshots;
    this.#logger = parts.logger;
    this.#spool = parts.spool;
    this.#pause = parts.pause;
    this.#outbox = new Outbox(settings, {
      ...parts,
      events: {
        settled: (entries, outcomes, reason) => this.#settle(entries, outcomes, reason),
        blocked: () => this.#finishFlushes(),
        hungry: () => this.#loadLeftBehind(),
      },
    });
    if (this.#onDisk() > 0) {
      this.#release = platform.atExit?.(this);
      this.#outbox.hurry();
    }
  }

  enqueue(entry: QueuedEntry): void {
    const { bufferEntries, bufferBytes, writesAhead, waitUntil } = this.#settings;
    this.#lastSeq = Math.max(this.#lastSeq, entry.seq);
    if (this.#isClosed) return this.#drop(entry, 'closed', 'the client is closed');
    if (!entry.isGap && (this.#pending >= bufferEntries || this.#outbox.bytes + entry.size > bufferBytes)) {
      if (writesAhead && this.#spool?.appendOverflow(entry.toWire())) return undefined;
      return this.#drop(entry, 'overflow', 'the buffer is full');
    }
    if (writesAhead) entry.segment = this.#spool?.append(entry.freeze());
    this.#pending++;
    this.#release ??= platform.atExit?.(this);
    this.#outbox.push(entry);
    if (!this.#toldToWait) this.#tellToWait(waitUntil ?? platform.waitUntil?.());
    return undefined;
  }

  /** Resolves with the stored log when the server was asked for it, else undefined; hurries the entry along. */
  outcomeOf(entry: QueuedEntry): Promise<AuditLog | undefined> {
    // oxlint-disable-next-line promise/avoid-new -- settled from outside
    return new Promise((resolve, reject) => {
      entry.onSettled = (outcome) => ('error' in outcome ? reject(outcome.error) : resolve(outcome.stored));
      if (entry.outcome) return entry.tell(entry.outcome);
      if (this.#pause.blockedBy) return entry.tell({ error: this.#pause.blockedBy });
      this.#outbox.hurry();
    });
  }

  /** See `AgentAuditClient.beforeFlush`. */
  beforeFlush(listener: (isLast: boolean) => void): () => void {
    this.#flushListeners.add(listener);
    this.#release ??= platform.atExit?.(this);
    return () => {
      this.#flushListeners.delete(listener);
      this.#rest();
    };
  }

  async flush(timeoutMs: number): Promise<FlushResult> {
    this.#announceFlush(false);
    await this.#deliver(timeoutMs);
    const result = this.#account();
    this.#delivered = this.#dropped = 0;
    return result;
  }

  async close(timeoutMs: number): Promise<FlushResult> {
    this.#announceFlush(true);
    await this.#deliver(timeoutMs);
    this.#isClosed = true;
    this.#outbox.stop();
    this.saveSync();
    this.#spool?.close();
    this.#release?.();
    return this.#account();
  }

  async drain(timeoutMs: number): Promise<void> {
    this.#announceFlush(true);
    if (!this.isIdle()) await this.#drain(timeoutMs);
  }

  #drain(timeoutMs: number): Promise<void> {
    this.#pause.probe();
    // oxlint-disable-next-line promise/avoid-new -- settled from outside
    return new Promise((resolve) => {
      const timer = setTimeout(() => flush.finish(), timeoutMs);
      const flush = {
        upTo: this.#lastSeq,
        left: this.#pending,
        finish: () => {
          clearTimeout(timer);
          this.#flushes.delete(flush);
          resolve();
        },
      };
      this.#flushes.add(flush);
      this.#outbox.hurry();
    });
  }

  isIdle(): boolean {
    return this.#pending === 0 && this.#onDisk() === 0;
  }

  saveSync(): void {
    this.#announceFlush(true);
    this.#spool?.writeSync();
    const unsaved = [...this.#outbox.unsettled()].filter((entry) => !isOnDisk(entry));
    if (unsaved.length > 0) this.#spool?.saveSync(unsaved);
  }

  #announceFlush(isLast: boolean): void {
    for (const listener of this.#flushListeners) {
      try {
        listener(isLast);
      } catch (error) {
        this.#logger.error('agentaudit: a beforeFlush listener threw', error);
      }
    }
  }

  async #deliver(timeoutMs: number): Promise<void> {
    this.#spool?.writeSync();
    const until = Date.now() + timeoutMs;
    if (!this.isIdle()) await this.#drain(timeoutMs);
    this.#reportGaps();
    if (this.#openNotes > 0 && !this.#pause.isOn && Date.now() < until) await this.#drain(until - Date.now());
  }

  /** Entries on disk only. */
  #onDisk(): number {
    return this.#spool?.leftBehind.reduce((sum, segment) => sum + segment.open, 0) ?? 0;
  }

  #account(): FlushResult {
    const onDisk = this.#onDisk();
    let spooled = onDisk;
    for (const entry of this.#outbox.unsettled()) if (isOnDisk(entry)) spooled++;
    const pending = this.#pending + onDisk;
    const dropped = this.#dropped;
    return { ok: pending === 0 && dropped === 0, delivered: this.#delivered, pending, dropped, spooled };
  }

  #settle(entries: QueuedEntry[], outcomes: Outcome[], reason?: DropReason): void {
    this.#spool?.settle(entries);
    this.#pending -= entries.length;
    entries.forEach((entry, index) => {
      const outcome = outcomes[index] as Outcome;
      if (entry.isGap) this.#openNotes--;
      else if (reason) this.#noteGap(entry, reason, (outcome as { error: Error }).error.message);
      else this.#delivered++;
      entry.settle(outcome);
    });
    for (const flush of this.#flushes) {
      for (const entry of entries) if (entry.seq <= flush.upTo) flush.left--;
      if (flush.left <= 0 && this.#onDisk() === 0) flush.finish();
    }
    this.#rest();
  }

  /** The end of the process is no business of who has nothing left and hears of nobody who may. */
  #rest(): void {
    if (!this.isIdle() || this.#flushListeners.size > 0) return;
    this.#release?.();
    this.#release = undefined;
  }

  #drop(entry: QueuedEntry, reason: DropReason, message: string): void {
    this.#noteGap(entry, reason, message);
    let error = this.#dropErrors.get(reason);
    if (!error) this.#dropErrors.set(reason, (error = new DroppedError(`Not recorded: ${message}`, reason)));
    entry.settle({ error });
  }

  #noteGap(entry: QueuedEntry, reason: DropReason, message: string): void {
    this.#dropped++;
    const isFirst = this.#gaps.note(reason, entry.seq, message);
    if (!isFirst || this.#isClosed) return;
    this.#logger.error(`agentaudit: logs are lost: ${message}`);
    // Not one by one: losses come in numbers.
    platform.unref(setTimeout(() => this.#reportGaps(), gapDelayMs));
  }

  /** Into the trail itself. */
  #reportGaps(): void {
    if (this.#isClosed) return;
    for (const note of this.#gaps.takeEntries(this.#snapshots.instanceId)) {
      const entry = this.#snapshots.take(note, null);
      if (!entry) continue;
      entry.isGap = true;
      this.#openNotes++;
      this.enqueue(entry);
    }
  }

  #finishFlushes(): void {
    for (const flush of this.#flushes) flush.finish();
  }

  #loadLeftBehind(): void {
    const { bufferEntries, bufferBytes } = this.#settings;
    const spool = this.#spool;
    while (spool?.leftBehind.length && this.#pending < bufferEntries / 2 && this.#outbox.bytes < bufferBytes / 2) {
      const segment = spool.leftBehind.shift() as Spool['leftBehind'][number];
      for (const { id, json } of spool.load(segment)) {
        const entry = new QueuedEntry(id, -1, json.slice(0, -1));
        entry.segment = segment;
        this.#pending++;
        for (const flush of this.#flushes) flush.left++;
        this.#outbox.push(entry);
      }
    }
    if (this.isIdle()) this.#finishFlushes();
  }

  #tellToWait(waitUntil: ((delivery: Promise<unknown>) => void) | undefined): void {
    if (!waitUntil) return;
    this.#toldToWait = true;
    const deliver = async () => {
      await pauseFor(50);
      // What comes from here on belongs to the next promise.
      this.#toldToWait = false;
      await this.#drain(10_000);
    };
    waitUntil(deliver());
  }
}

function isOnDisk({ segment }: QueuedEntry): boolean {
  return segment !== undefined && !segment.isBroken;
}

function pauseFor(ms: number): Promise<void> {
  // oxlint-disable-next-line promise/avoid-new -- a timer has no promise of its own on every runtime
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
