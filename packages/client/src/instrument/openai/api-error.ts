import type { ModelAnswer } from '../model-answer.ts';

/** An error that comes in place of an answer, or in the middle of one. */
export interface ApiError {
  type?: string | null;
  code?: string | number | null;
  message?: string;
}

export function toAnswerError({ type, code, message }: ApiError): NonNullable<ModelAnswer['error']> {
  return { type: String(type ?? code ?? 'error'), message: message ?? 'The provider gave no reason' };
}
