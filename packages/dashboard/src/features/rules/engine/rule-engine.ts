import type { EngineCalls, EngineRequest, EngineResponse } from './protocol.ts';

/** The rule engine in a worker of its own. The worker starts with the first question. */
export interface RuleEngine {
  ask<Call extends keyof EngineCalls>(
    call: Call,
    question: EngineCalls[Call]['question'],
  ): Promise<EngineCalls[Call]['answer']>;
  /** Ends the worker, and with it what it is doing. A later question starts another. */
  close(): void;
}

interface Waiting {
  resolve: (answer: EngineResponse['answer']) => void;
  reject: (error: Error) => void;
}

export function createRuleEngine(): RuleEngine {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let asked = 0;

  function fail(error: Error): void {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  function start(): Worker {
    const started = new Worker(new URL('./rule-worker.ts', import.meta.url), { type: 'module' });
    started.addEventListener('message', ({ data }: MessageEvent<EngineResponse>) => {
      const { resolve, reject } = waiting.get(data.id) ?? {};
      waiting.delete(data.id);
      if (data.error === undefined) resolve?.(data.answer);
      else reject?.(new Error(data.error));
    });
    started.addEventListener('error', ({ message }) => fail(new Error(message || 'The rule engine did not load')));
    return started;
  }

  return {
    ask: <Call extends keyof EngineCalls>(call: Call, question: EngineCalls[Call]['question']) => {
      const { promise, resolve, reject } = Promise.withResolvers<EngineResponse['answer']>();
      waiting.set(++asked, { resolve, reject });
      worker ??= start();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- of a window alone; a worker has none
      worker.postMessage({ id: asked, call, question } satisfies EngineRequest);
      return promise as Promise<EngineCalls[Call]['answer']>;
    },
    close: () => {
      worker?.terminate();
      worker = undefined;
      fail(new Error('The rule engine was closed'));
    },
  };
}
