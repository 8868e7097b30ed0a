import { isUtf8 } from 'node:buffer';

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { limits } from 'agentaudit-schemas';

import { errors } from '../errors.ts';

/** What a body may hold where the route does not say. */
const defaultLimitBytes = limits.entryBytes;
/** How much of an oversize body is read and thrown away, so that its sender is still there to read the 413. */
const drainLimitBytes = 16 * 1024 * 1024;

/** Reads JSON bodies: exact UTF-8, bounded, and any key a JSON object may have, `__proto__` included. */
export function acceptJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', async (request: FastifyRequest, stream: AsyncIterable<Buffer>) => {
    const limitBytes = request.routeOptions.bodyLimit || defaultLimitBytes;
    const body = await readBody(stream, { limitBytes });
    return body.length === 0 && request.method === 'DELETE' ? undefined : parseJson(body);
  });
}

async function readBody(stream: AsyncIterable<Buffer>, { limitBytes }: { limitBytes: number }): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes <= limitBytes) chunks.push(chunk);
    else chunks.length = 0;
    if (bytes > drainLimitBytes) break;
  }
  if (bytes > limitBytes) throw errors.tooLarge('The body', limitBytes);
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

function parseJson(body: Buffer): unknown {
  if (!isUtf8(body)) throw errors.malformedJson('it is not UTF-8');
  const text = body.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw errors.malformedJson(error instanceof Error ? error.message : String(error));
  }
  // A lone surrogate can enter valid UTF-8 by a \ud8xx escape alone.
  if (/\\u[dD][89a-fA-F]/.test(text)) assertWellFormed(value, '');
  return value;
}

/** Walks without recursion: the nesting of a body has no bound before it is validated. */
function assertWellFormed(root: unknown, rootPath: string): void {
  const pending: [unknown, string][] = [[root, rootPath]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [value, path] = next;
    if (typeof value === 'string' && !value.isWellFormed()) throw loneSurrogate(path);
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, item] of Object.entries(value)) {
      if (!key.isWellFormed()) throw loneSurrogate(path);
      pending.push([item, path === '' ? key : path.length > 200 ? path : `${path}.${key}`]);
    }
  }
}

function loneSurrogate(path: string) {
  return errors.invalidField(path === '' ? 'body' : path, 'holds a lone surrogate, which is not a character');
}
