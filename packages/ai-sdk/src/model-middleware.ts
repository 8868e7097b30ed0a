import { type Auditor, describeAnswer } from 'agentaudit-client/instrument';

import { type ContentPart, toModelAnswer, toProvider } from './content.ts';
import { OpenSpan } from './open-span.ts';
import { collectParts } from './stream-parts.ts';

export interface ModelMiddlewareOptions {
  /** Where the logs go. */
  client: Auditor;
}

interface Model {
  provider: string;
  modelId: string;
}

interface Generated {
  content: readonly { type: string }[];
  finishReason: unknown;
  usage: unknown;
  response?: { modelId?: string | undefined } | undefined;
}

/** What `wrapLanguageModel` takes, in all versions from 5 on. */
export interface ModelMiddleware {
  /** As version 6 asks for; version 5 does not look. */
  specificationVersion: 'v3';
  wrapGenerate<Result extends Generated>(call: {
    doGenerate: () => PromiseLike<Result>;
    params: { prompt: unknown };
    model: Model;
  }): Promise<Result>;
  wrapStream<Result extends { stream: ReadableStream }>(call: {
    doStream: () => PromiseLike<Result>;
    params: { prompt: unknown };
    model: Model;
  }): Promise<Result>;
}

/**
 * Middleware for `wrapLanguageModel` of AI SDK 5 and 6, which have no telemetry integrations: one `llm_call` log for each
 * call of the model, each try of a retry included. Tools are not seen; wrap what they run with `client.wrap`.
 */
export function agentAuditModelMiddleware({ client }: ModelMiddlewareOptions): ModelMiddleware {
  function open({ provider, modelId }: Model, prompt: unknown, stream: boolean): OpenSpan {
    return new OpenSpan(
      client.startSpan('llm_call', { prompt, metadata: { provider: toProvider(provider), model: modelId, stream } }),
    );
  }

  return {
    specificationVersion: 'v3',
    async wrapGenerate({ doGenerate, params, model }) {
      const span = open(model, params.prompt, false);
      try {
        const result = await span.span.run(doGenerate);
        const { finishReason, usage, response } = result;
        const content = result.content as ContentPart[];
        span.end(describeAnswer(toModelAnswer({ content, finishReason, usage, model: response?.modelId })));
        return result;
      } catch (error) {
        span.fail(error);
        throw error;
      }
    },
    async wrapStream({ doStream, params, model }) {
      const span = open(model, params.prompt, true);
      try {
        const result = await span.span.run(doStream);
        return { ...result, stream: collectParts(result.stream, span, client) };
      } catch (error) {
        span.fail(error);
        throw error;
      }
    },
  };
}
