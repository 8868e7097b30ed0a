import type {
  EngineAnswers,
  EngineEvent,
  EngineRequest,
  EngineResponse,
  EngineRule,
  JudgedEvent,
  MissedFollowUp,
} from './protocol.ts';

/** One rule over one history: events are judged in the order in which they are given. */
export interface RuleEngine {
  judge(events: EngineEvent[]): Promise<JudgedEvent[]>;
  /** After the last event: what should have followed by then, and did not. */
  settle(nowMs: number): Promise<MissedFollowUp[]>;
  close(): void;
}

interface Waiting {
  resolve: (answer: EngineResponse['answer']) => void;
  reject: (error: Error) => void;
}

type Question<Kind extends EngineRequest['kind']> = Omit<Extract<EngineRequest, { kind: Kind }>, 'id'>;

/** Starts a worker with the rule. Throws when the rule does not compile. `close` it, or it stays. */
export async function openEngine(rule: EngineRule): Promise<RuleEngine> {
  const worker = new Worker(new URL('./rule-worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  worker.addEventListener('message', ({ data }: MessageEvent<EngineResponse>) => {
    waiting.get(data.id)?.resolve(data.answer);
    waiting.delete(data.id);
  });
  worker.addEventListener('error', ({ message }) => {
    for (const { reject } of waiting.values()) reject(new Error(message || 'The rule engine did not load'));
    waiting.clear();
  });
  const ask = <Kind extends EngineRequest['kind']>(question: Question<Kind>): Promise<EngineAnswers[Kind]> => {
    const { promise, resolve, reject } = Promise.withResolvers<EngineResponse['answer']>();
    waiting.set(++asked, { resolve, reject });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- of a window alone; a worker has none
    worker.postMessage({ ...question, id: asked });
    return promise as Promise<EngineAnswers[Kind]>;
  };

  const problems = await ask<'open'>({ kind: 'open', rule });
  if (problems.length > 0) {
    worker.terminate();
    throw new Error(problems.join('; '));
  }
  return {
    judge: (events) => ask<'judge'>({ kind: 'judge', events }),
    settle: (nowMs) => ask<'settle'>({ kind: 'settle', nowMs }),
    close: () => worker.terminate(),
  };
}
