import { platform } from '#platform';
import type { ApiError } from './errors.ts';

export interface RetryWaits {
  baseMs: number;
  maxMs: number;
}

/** While nothing passes with this credential, how often to see whether that has changed. */
const blockedMs = 30_000;

/** The one pause that all batches share while the server cannot take them. */
export class Pause {
  /** The answer that says nothing will pass until a setting changes. */
  blockedBy: ApiError | undefined;
  /** Called when the pause is over. */
  onOver: () => void = () => {};
  /** Failures in a row; while there are any, one batch at a time tries. */
  failures = 0;
  readonly #waits: RetryWaits;
  #until = 0;
  /** Whether the server itself named the time. */
  #asked = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastFailureAt = 0;

  constructor(waits: RetryWaits) {
    this.#waits = waits;
  }

  get isOn(): boolean {
    return this.#until > Date.now();
  }

  /** `sentAt` tells the failures of one outage apart from those of batches that were under way when it began. */
  fail(sentAt: number, retryAfterMs = 0): void {
    if (sentAt >= this.#lastFailureAt || this.failures === 0) this.failures++;
    this.#lastFailureAt = Date.now();
    const ceiling = Math.min(this.#waits.maxMs, this.#waits.baseMs * 2 ** Math.min(this.failures - 1, 20));
    this.#asked = retryAfterMs > 0;
    // A server that says "now" each time must not be asked in a loop.
    this.#start(Math.max(retryAfterMs, ceiling * (0.5 + Math.random() / 2)));
  }

  block(error: ApiError): void {
    this.blockedBy = error;
    this.failures++;
    this.#asked = false;
    this.#start(blockedMs);
  }

  succeed(): void {
    this.failures = 0;
    this.blockedBy = undefined;
  }

  /** Lets one batch try at once, unless the server named the time itself. */
  probe(): void {
    if (this.#asked && this.isOn) return;
    this.blockedBy = undefined;
    this.#end();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #start(ms: number): void {
    this.#until = Math.max(this.#until, Date.now() + ms);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end(), Math.max(0, this.#until - Date.now()));
    platform.unref(this.#timer);
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#until = 0;
    this.onOver();
  }
}
