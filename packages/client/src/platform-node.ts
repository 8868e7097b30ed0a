import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import zlib from 'node:zlib';

import { atExit } from './exit-hooks.ts';
import { openFileSpool } from './file-spool.ts';
import { createNodeTransport } from './node-transport.ts';
import { vercelWaitUntil } from './vercel.ts';
import type { Platform } from './platform.ts';

const gzip = promisify<string, zlib.ZlibOptions, Buffer>(zlib.gzip);

/** Node, and what speaks its modules: Bun and Deno. */
export const platform: Platform = {
  env: (name) => process.env[name],
  byteLength: (text) => Buffer.byteLength(text),
  sha256: (text) => createHash('sha256').update(text).digest('hex'),
  defer: (run) => void setImmediate(run),
  unref: (timer) => void timer.unref(),
  createTransport: createNodeTransport,
  createContextStore: <Context>() => new AsyncLocalStorage<Context>(),
  compressors: { gzip: (body) => gzip(body, { level: 1 }) },
  atExit,
  waitUntil: vercelWaitUntil,
  openSpool: openFileSpool,
};
