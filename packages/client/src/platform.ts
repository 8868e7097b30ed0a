import type { Transport } from './transport.ts';

/** What a runtime does its own way. `#platform` is the Node one or the one for everything else, by export condition. */
export interface Platform {
  env(name: string): string | undefined;
  byteLength(text: string): number;
  /** In hex. Absent where the runtime cannot do it at once. */
  sha256?(text: string): string;
  /** Runs it soon, after the code that is running now. */
  defer(run: () => void): void;
  createTransport(): Transport;
  createContextStore<Context>(): ContextStore<Context>;
  /** A coding that shrinks a request body, for a server that says it takes one; by name as in `Content-Encoding`. */
  compressors: Record<string, (body: string) => Promise<Uint8Array>>;
  /** Keeps the process from waiting for a timer. */
  unref(timer: ReturnType<typeof setTimeout>): void;
  /** Drains it when the process has nothing left to do or is told to end; returns how to call that off. */
  atExit?(drainable: Drainable): () => void;
  /** A serverless runtime's way to be told of work that outlives the request. */
  waitUntil?(): ((delivery: Promise<unknown>) => void) | undefined;
  openSpool?(options: SpoolOptions): Spool;
}

export interface ContextStore<Context> {
  getStore(): Context | undefined;
  run<Result>(context: Context, fn: () => Result): Result;
}

/** Something that holds unsent entries while the process ends. */
export interface Drainable {
  /** The milliseconds that the end may be put off. */
  readonly exitTimeoutMs: number;
  readonly drainsOnSignals: boolean;
  /** Sends what is left; resolves when nothing is or the time is up. */
  drain(timeoutMs: number): Promise<unknown>;
  isIdle(): boolean;
  /** The last moment, with no more turns of the event loop: keeps on disk what is left. */
  saveSync(): void;
}

export interface SpoolOptions {
  mode: 'exit' | 'spool';
  dir: string | undefined;
  maxBytes: number;
  /** What the files belong to: they are replayed to the same server with the same credential only. */
  destination: string;
}

/** Entries on disk, in files that only this user can read. */
export interface Spool {
  /** Files with entries that are not in memory, oldest first: to load, one by one, when there is room. */
  readonly leftBehind: Segment[];
  /** Writes an entry ahead. Undefined when the disk, or what it may take of it, is full. */
  append(json: string): Segment | undefined;
  /** Writes what `append` still holds. */
  writeSync(): void;
  /** Writes an entry that does not stay in memory. */
  appendOverflow(json: string): boolean;
  /** Notes that these are settled; a file without others goes. */
  settle(entries: SpooledEntry[]): void;
  load(segment: Segment): { id: string; json: string }[];
  /** Keeps entries that no file holds yet, and gives them their segment. */
  saveSync(entries: SpooledEntry[]): void;
  close(): void;
}

export interface SpooledEntry {
  readonly id: string;
  segment: Segment | undefined;
  toWire(): string;
}

/** One file of the spool. */
export interface Segment {
  readonly path: string;
  /** Entries in it that are not settled yet. */
  open: number;
  /** The disk did not take all of it. */
  isBroken?: boolean;
}
