import { type Auditor, describeAnswer } from 'agentaudit-client/instrument';

import { type ContentPart, toModelAnswer } from './content.ts';
import type { OpenSpan } from './open-span.ts';

interface StreamPart extends ContentPart {
  delta?: string;
  modelId?: string;
  finishReason?: unknown;
  usage?: unknown;
  error?: unknown;
}

/** The same stream, whose span ends when it does; nothing is read before or beyond what its reader reads. */
export function collectParts(source: ReadableStream, span: OpenSpan, client: Auditor): ReadableStream {
  const reader = source.getReader() as ReadableStreamDefaultReader<StreamPart>;
  const content: ContentPart[] = [];
  let model: string | undefined;

  function read(part: StreamPart): void {
    const { type, delta = '', modelId, finishReason, usage, error } = part;
    if (type === 'text-delta') content.push({ type: 'text', text: delta });
    if (type === 'reasoning-delta') content.push({ type: 'reasoning', text: delta });
    if (type === 'tool-call') content.push(part);
    if (type === 'response-metadata') model = modelId ?? model;
    if (type === 'error') finish(() => span.fail(error));
    if (type === 'finish')
      finish(() => span.end(describeAnswer(toModelAnswer({ content, model, finishReason, usage }))));
  }

  function cancel(finishReason: string): void {
    finish(() => span.end(describeAnswer({ ...toModelAnswer({ content, model }), finishReason })));
  }

  const stop = client.beforeFlush((isLast) => {
    if (isLast) cancel('abandoned');
  });
  function finish(end: () => void): void {
    stop();
    end();
  }

  const watched = {
    async pull(controller: ReadableStreamDefaultController) {
      try {
        const { done, value } = await reader.read();
        if (done) {
          cancel('abandoned');
          return controller.close();
        }
        read(value);
        return controller.enqueue(value);
      } catch (error) {
        finish(() => span.fail(error));
        throw error;
      }
    },
    cancel(reason: unknown) {
      cancel('cancelled');
      return reader.cancel(reason);
    },
  };
  return new ReadableStream(watched, { highWaterMark: 0 });
}
