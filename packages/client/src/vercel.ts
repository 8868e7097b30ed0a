type WaitUntil = (delivery: Promise<unknown>) => void;

const requestContext = Symbol.for('@vercel/request-context');

/** Vercel's functions and edge runtime put the running request's `waitUntil` here. */
export function vercelWaitUntil(): WaitUntil | undefined {
  const context = (globalThis as { [requestContext]?: { get?: () => { waitUntil?: WaitUntil } | undefined } })[
    requestContext
  ];
  return context?.get?.()?.waitUntil;
}
