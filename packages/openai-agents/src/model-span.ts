import type { SpanData, SpanError } from '@openai/agents';
import { createChatReader, createResponsesReader, type ModelAnswer } from 'agentaudit-client/instrument';

/** What a `response` or `generation` span tells of a model's call. */
export function toModelOutcome(data: SpanData): { prompt: unknown; model: string | undefined; answer: ModelAnswer } {
  const { _input, _response, input, output, model } = data as {
    _input?: unknown;
    _response?: { model?: string; instructions?: unknown };
    input?: unknown;
    output?: unknown[];
    model?: string;
  };
  if (data.type === 'generation') {
    const reader = createChatReader();
    for (const completion of output ?? []) reader.readBody(completion);
    return { prompt: input, model, answer: reader.answer() };
  }
  const reader = createResponsesReader();
  if (_response) reader.readBody(_response);
  return { prompt: _input, model: _response?.model, answer: reader.answer() };
}

/** The SDK keeps only the words of an error, with the HTTP status in front. */
export function toError({ message, data }: SpanError): NonNullable<ModelAnswer['error']> {
  const said = typeof data?.['error'] === 'string' ? `${message}: ${data['error']}` : message;
  const status = /(?:^|: )(\d{3}) /.exec(said)?.[1];
  return {
    type: status === undefined ? 'error' : `http_${status}`,
    message: said,
    ...(status !== undefined && { status: Number(status) }),
  };
}
