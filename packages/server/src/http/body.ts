import { isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { limits } from 'agentaudit-schemas';

import { errors } from '../errors.ts';

/** What a body may hold where the route does not say. */
const defaultLimitBytes = limits.entryBytes;
/** How much of an oversize body is read and thrown away, so that its sender is still there to read the 413. */
const drainLimitBytes = 16 * 1024 * 1024;

export interface BodyOptions {
  /** Sees the text of each body once it is known to be JSON. What it throws is the answer. */
  inspect?: (text: string) => void;
  /** Takes an empty body for none, as that of a DELETE always is. */
  emptyIsNone?: boolean;
}

/** Reads JSON bodies: exact UTF-8, bounded, and any key a JSON object may have, `__proto__` included. */
export function acceptJsonBodies(app: FastifyInstance, { inspect, emptyIsNone = false }: BodyOptions = {}): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', (request: FastifyRequest, stream: Readable, done: Done) => {
    const limitBytes = request.routeOptions.bodyLimit || defaultLimitBytes;
    const plain = decode(request, stream);
    if (plain === undefined) return done(errors.unsupportedEncoding());
    readBody(plain, { limitBytes }, (error, body) => {
      if (error !== null) {
        if (plain !== stream) stopUnpacking(stream, plain);
        return done(error);
      }
      if (body.length === 0 && (emptyIsNone || request.method === 'DELETE')) return done(null, undefined);
      try {
        done(null, parseJson(body, inspect));
      } catch (problem) {
        done(problem as Error);
      }
    });
  });
}

type Done = (error: Error | null, body?: unknown) => void;

/** The body as it was before its sender packed it; bounds hold for what comes out. */
function decode(request: FastifyRequest, stream: Readable): Readable | undefined {
  const coding = request.headers['content-encoding'];
  if (coding === undefined || coding === 'identity') return stream;
  if (coding !== 'gzip') return undefined;
  const plain = createGunzip();
  stream.once('error', (error) => plain.destroy(error));
  return stream.pipe(plain);
}

/** What is left is thrown away as it arrives: unpacked it could be a thousand times as much. */
function stopUnpacking(stream: Readable, plain: Readable): void {
  stream.unpipe();
  plain.destroy();
  stream.resume();
}

/** By events: an async iterator over a stream costs as much as parsing what it carries. */
function readBody(
  stream: Readable,
  { limitBytes }: { limitBytes: number },
  done: (error: Error | null, body: Buffer) => void,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let settled = false;
  const settle = (error: Error | null) => {
    if (settled) return;
    settled = true;
    done(error, chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
  };
  stream.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= limitBytes) chunks.push(chunk);
    else chunks.length = 0;
    if (bytes > drainLimitBytes) settle(errors.tooLarge('The body', limitBytes));
  });
  stream.on('end', () => settle(bytes > limitBytes ? errors.tooLarge('The body', limitBytes) : null));
  stream.on('error', () => settle(errors.invalid('The body did not arrive whole, or is not the gzip that it says')));
}

function parseJson(body: Buffer, inspect: BodyOptions['inspect']): unknown {
  if (!isUtf8(body)) throw errors.malformedJson('it is not UTF-8');
  const text = body.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw errors.malformedJson(error instanceof Error ? error.message : String(error));
  }
  // A lone surrogate can enter valid UTF-8 by a \ud8xx escape alone.
  if (/\\u[dD][89a-fA-F]/.test(text)) assertWellFormed(value);
  inspect?.(text);
  return value;
}

/** Walks without recursion: the nesting of a body has no bound before it is validated. */
function assertWellFormed(root: unknown): void {
  const pending: [unknown, string][] = [[root, '']];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [value, path] = next;
    if (typeof value === 'string' && !value.isWellFormed()) throw loneSurrogate(root, path);
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, item] of Object.entries(value)) {
      if (!key.isWellFormed()) throw loneSurrogate(root, path);
      pending.push([item, path === '' ? key : path.length > 200 ? path : `${path}.${key}`]);
    }
  }
}

function loneSurrogate(root: unknown, path: string) {
  const [, index, field] = Array.isArray(root) ? /^(\d+)\.?(.*)$/s.exec(path)! : [path, undefined, path];
  const reason = 'holds a lone surrogate, which is not a character';
  return errors.invalidField(field || 'body', reason, index === undefined ? undefined : Number(index));
}
