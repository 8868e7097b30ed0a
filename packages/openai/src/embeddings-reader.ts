import type { AnswerReader, ModelAnswer } from 'agentaudit-client/instrument';

import { type CompletionUsage, fromCompletionUsage } from './usage.ts';

/** Keeps the usage and none of the vectors. */
export function createEmbeddingsReader(): AnswerReader {
  let answer: ModelAnswer = {};
  return {
    isComplete: false,
    readBody(body) {
      const { model, usage } = body as { model?: string; usage?: CompletionUsage };
      answer = { model, usage: usage && fromCompletionUsage(usage) };
    },
    readEvent() {},
    answer: () => answer,
  };
}
