import type { FetchLike } from './fetch-transport.ts';
import type { LogEntry } from './log-entry.ts';
import type { Redaction, RedactionOptions } from './redaction.ts';

/** Where the client says what went wrong; `console` fits, and so does pino behind a two-line wrapper. */
export interface Logger {
  error(message: string, ...details: unknown[]): void;
  warn(message: string, ...details: unknown[]): void;
  debug?(message: string, ...details: unknown[]): void;
}

export type DurabilityMode = 'memory' | 'exit' | 'spool';

export interface DurabilityOptions {
  /**
   * `memory`: what is unsent when the process dies is lost; a natural end and signals are waited for.
   * `exit`: what is unsent at any kind of exit short of SIGKILL is written to a private file and sent at the next start.
   * `spool`: every entry is written ahead to such a file, so it survives SIGKILL too. Node only, as `exit` is.
   */
  mode: DurabilityMode;
  /** Default: `AGENTAUDIT_SPOOL_DIR`, else `.agentaudit/spool` in the home directory. */
  dir?: string;
  /** Bytes on disk before entries are dropped. Default 512 MiB. */
  maxBytes?: number;
}

export interface CaptureOptions {
  /** Default true. False records that there was a prompt or response, and nothing of it. */
  prompt?: boolean;
  response?: boolean;
  /** Default true. False leaves out the arguments of tool calls: the prompt of tools' and guardrails' logs, and `metadata.tool_calls`. */
  toolArguments?: boolean;
  /** UTF-8 bytes of a prompt or response; the middle of longer ones is cut out and said so. Default and most 1 MiB. */
  maxFieldBytes?: number;
}

/** What one request may do differently from the client's defaults. */
export interface RequestOptions {
  /** Until the whole answer is there. Default: the client's `timeoutMs`. */
  timeoutMs?: number;
  signal?: AbortSignal;
  /** Further tries after the first failed. Default: the client's `maxRetries`. */
  maxRetries?: number;
  headers?: Record<string, string>;
  /** Do not keep the process alive for it, on Node. Default false. */
  background?: boolean;
}

/** What logging needs. */
export interface RecorderOptions {
  /** Default: `AGENTAUDIT_API_KEY`. */
  apiKey?: string | undefined;
  /** A JWT from `login`, for what a key may not do. `login`, `register` and `refresh` set it. */
  accessToken?: string | undefined;
  /** Default: `AGENTAUDIT_BASE_URL`, else `http://127.0.0.1:3000`. With or without `/api/v1` at its end. */
  baseUrl?: string | undefined;
  /** For logs that do not say. */
  agentId?: string | undefined;
  /** Merged below each log's own metadata. */
  metadata?: Record<string, unknown>;
  /** What spans write: one log at the end, or a `_start` log before the effect and an `_end` log after it. Default `end`. */
  phases?: 'end' | 'both';

  batch?: {
    /** 1 to 50. Default 50. */
    maxEntries?: number;
    /** Default 900,000: below the body limit that most proxies have. */
    maxBytes?: number;
    /** How long an entry may wait for company. Default 200. */
    lingerMs?: number;
    /** Requests under way at once. Default 4. */
    concurrency?: number;
  };
  buffer?: {
    /** Default 100,000. */
    maxEntries?: number;
    /** Approximate bytes of memory. Default 64 MiB. */
    maxBytes?: number;
  };
  /** Waits between tries of a batch, which go on for as long as the buffer has room: random, from `baseMs` doubling to `maxMs`. */
  retry?: { /** Default 100. */ baseMs?: number; /** Default 10,000. */ maxMs?: number };
  /** Default `memory`. */
  durability?: DurabilityMode | DurabilityOptions;
  /** What to do when the process ends, on Node. */
  exit?: {
    /** How long a natural end or a signal may be put off to send what is left. Default 2,000. */
    timeoutMs?: number;
    /** Send what is left on SIGTERM, SIGINT and SIGHUP too, and then let the signal take its course. Default true. */
    signals?: boolean;
  };
  /** Called with the promise of delivery where a serverless runtime must be told to wait. Default: Vercel's, when there. */
  waitUntil?: (delivery: Promise<unknown>) => void;

  /** Masks secrets during the call, before anything is queued: see `createRedaction`. Default: nothing is masked. */
  redact?: Redaction | undefined;
  /** Called during `log()` with a shallow copy: return it, another, or null to record nothing. A throw withholds the contents. */
  beforeSend?: (entry: LogEntry) => LogEntry | null;
  capture?: CaptureOptions;

  /** For one request. Default 10,000. */
  timeoutMs?: number;
  /** Sent with every request. */
  headers?: Record<string, string>;
  /** `gzip` where the server says that it takes it, in an `Accept-Encoding` of its own. Default true. */
  compression?: boolean;
  /** Default: `node:http` on Node, else the global `fetch`. */
  fetch?: FetchLike;
  /** Default: `console`, for warnings and errors. `false` for silence. */
  logger?: Logger | false;
}

export interface ClientOptions extends Omit<RecorderOptions, 'redact'> {
  /** Masks secrets during the call, before anything is queued; `true` for the built-in redactors. Default false. */
  redact?: boolean | RedactionOptions;
  /** Further tries of a request other than a log's, when trying again does no harm. Default 2. */
  maxRetries?: number;
}

export const defaultBaseUrl = 'http://127.0.0.1:3000';

/** The part before `/api/v1`, without a slash at its end. */
export function toOrigin(baseUrl: string): string {
  return baseUrl.replace(/\/+$/, '').replace(/\/api\/v1$/, '');
}
