import { ApiError } from 'agentaudit-client';

import type { EngineProblem } from '../engine/protocol.ts';

export interface Problem {
  message: string;
  /** Where in a pattern or expression, in UTF-16 code units from 0. */
  position: number | undefined;
  /** It is about the field itself, and not about a part of it. */
  isWhole: boolean;
}

/** What the server has against a field, such as `name` or `condition.steps[0].where`, or against a part of it. */
export type ProblemAt = (field: string) => Problem | undefined;

/** A draft that the server would refuse, in the words in which it would. */
export class InvalidRule extends Error {
  readonly details: readonly EngineProblem[];

  constructor(details: readonly EngineProblem[]) {
    super('The rule is not complete yet');
    this.details = details;
  }
}

/** The objections of refusals, each at its field. The later speak where the earlier are silent. */
export function toProblems(...refusals: unknown[]): ProblemAt {
  const details = refusals.flatMap((error) => detailsOf(error));
  return (field) => {
    const found = details.find((detail) => isWithin(detail.field, field));
    if (found === undefined) return undefined;
    return { message: toMessage(found, field), position: found.position, isWhole: found.field === field };
  };
}

function detailsOf(error: unknown): readonly EngineProblem[] {
  if (error instanceof InvalidRule) return error.details;
  if (!ApiError.isInstance(error) || !Array.isArray(error.details)) return [];
  return (error.details as Partial<EngineProblem>[]).filter(
    (detail): detail is EngineProblem => detail.field !== undefined && detail.message !== undefined,
  );
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
}

/** The server names the field in front; beside the field that is said already. */
function toMessage({ field, message }: EngineProblem, asked: string): string {
  const rest = message.startsWith(`${field} `) ? message.slice(field.length + 1) : message;
  const part = field.slice(asked.length).replace(/^\./, '');
  const words = part === '' ? rest : `${part} ${rest}`;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
