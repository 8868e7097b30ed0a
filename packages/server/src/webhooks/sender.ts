import { Agent, request } from 'undici';
import { Webhook } from 'standardwebhooks';

import { createGuardedConnect, type Lookup, PrivateAddressError } from './guarded-connect.ts';

const connectTimeoutMs = 5000;
/** How much of an answer the delivery log keeps. */
const keptResponseBytes = 1024;

export interface WebhookMessage {
  /** The same for every attempt: receivers know a repetition by it. */
  id: string;
  url: string;
  /** JSON text. */
  body: string;
  /** All that receivers may still verify with. */
  secrets: string[];
}

/** What came of an attempt. */
export interface WebhookAnswer {
  isDelivered: boolean;
  /** The receiver does not want to hear any more. */
  isGone: boolean;
  responseStatus: number | null;
  responseBody: string | null;
  error: string | null;
}

export interface WebhookSenderOptions {
  /** Whether receivers may stand in private networks. */
  allowPrivate: boolean;
  now: () => number;
  /** Default: the system's. */
  lookup?: Lookup;
  /** From the first byte sent to the last byte read. Default 15 s. */
  attemptTimeoutMs?: number;
}

/** Sends signed messages after Standard Webhooks 1.0. Follows no redirect; only a 2xx counts. */
export function createWebhookSender({ allowPrivate, now, lookup, attemptTimeoutMs = 15_000 }: WebhookSenderOptions) {
  const agent = new Agent({
    connect: allowPrivate
      ? { timeout: connectTimeoutMs }
      : createGuardedConnect({ timeoutMs: connectTimeoutMs, ...(lookup ? { lookup } : {}) }),
    keepAliveTimeout: 5000,
    headersTimeout: attemptTimeoutMs,
    bodyTimeout: attemptTimeoutMs,
  });

  async function send(message: WebhookMessage, signal: AbortSignal): Promise<WebhookAnswer> {
    const deadline = AbortSignal.timeout(attemptTimeoutMs);
    try {
      const { statusCode, body } = await request(message.url, {
        method: 'POST',
        dispatcher: agent,
        headers: sign(message, new Date(now())),
        body: message.body,
        signal: AbortSignal.any([signal, deadline]),
      });
      const responseBody = await readStart(body);
      const isDelivered = statusCode >= 200 && statusCode < 300;
      return {
        isDelivered,
        isGone: statusCode === 410,
        responseStatus: statusCode,
        responseBody,
        error: isDelivered ? null : `The receiver answered ${statusCode}`,
      };
    } catch (error) {
      if (signal.aborted) throw error;
      return {
        isDelivered: false,
        isGone: false,
        responseStatus: null,
        responseBody: null,
        error: deadline.aborted ? `The receiver did not answer within ${attemptTimeoutMs / 1000} s` : reasonOf(error),
      };
    }
  }

  return { send, close: () => agent.destroy() };
}

export type WebhookSender = ReturnType<typeof createWebhookSender>;

/** One signature for each secret, so that receivers can change over from one to the next. */
function sign({ id, body, secrets }: WebhookMessage, at: Date): { [header: string]: string } {
  return {
    'content-type': 'application/json',
    'user-agent': 'agentaudit-webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}

/** What of the body arrives in time: the status has said already what counts. */
async function readStart(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= keptResponseBytes) break;
    }
  } catch {
    // Cut off: the log shows what came.
  }
  return Buffer.concat(chunks).subarray(0, keptResponseBytes).toString('utf8');
}

function reasonOf(error: unknown): string {
  if (error instanceof PrivateAddressError) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  return code === undefined || message.includes(code) ? message : `${message} (${code})`;
}
