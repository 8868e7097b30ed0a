import { createFetchTransport, type FetchLike } from './fetch-transport.ts';
import type { ContextStore, Platform } from './platform.ts';
import { vercelWaitUntil } from './vercel.ts';

const encoder = new TextEncoder();

interface WebGlobals {
  process?: { env?: Record<string, string | undefined>; getBuiltinModule?: (name: string) => unknown };
  AsyncLocalStorage?: new <Context>() => ContextStore<Context>;
  setImmediate?: (run: () => void) => unknown;
}

const globals = globalThis as unknown as WebGlobals;

/** Browsers, workers and edge runtimes: nothing but web standards. */
export const platform: Platform = {
  env: (name) => globals.process?.env?.[name],
  byteLength: (text) => encoder.encode(text).length,
  defer: (run) => void (globals.setImmediate ?? setTimeout)(run),
  unref: (timer) => (timer as { unref?: () => void }).unref?.(),
  createTransport: () => createFetchTransport((url, init) => (globalThis.fetch as FetchLike)(url, init)),
  createContextStore<Context>() {
    const Storage = globals.AsyncLocalStorage ?? builtinStorage();
    return Storage ? new Storage<Context>() : createStackStore<Context>();
  },
  compressors: {},
  waitUntil: vercelWaitUntil,
};

/** Cloudflare Workers have it behind a flag, as a built-in that cannot be imported where the flag is off. */
function builtinStorage(): WebGlobals['AsyncLocalStorage'] {
  const hooks = globals.process?.getBuiltinModule?.('node:async_hooks') as WebGlobals | undefined;
  return hooks?.AsyncLocalStorage;
}

/** Without AsyncLocalStorage the context holds until the first await; pass spans on by hand after it. */
function createStackStore<Context>(): ContextStore<Context> {
  let current: Context | undefined;
  return {
    getStore: () => current,
    run(context, fn) {
      const before = current;
      current = context;
      try {
        return fn();
      } finally {
        current = before;
      }
    },
  };
}
