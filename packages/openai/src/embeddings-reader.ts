import {
  type AnswerReader,
  type CompletionUsage,
  fromCompletionUsage,
  type ModelAnswer,
} from 'agentaudit-client/instrument';

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
