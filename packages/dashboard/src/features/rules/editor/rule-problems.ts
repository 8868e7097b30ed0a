import { ApiError } from 'agentaudit-client';

export interface Problem {
  message: string;
  /** Where in a pattern or expression, in UTF-16 code units from 0. */
  position: number | undefined;
  /** It is about the field itself, and not about a part of it. */
  isWhole: boolean;
}

/** What the server has against a field, such as `name` or `condition.steps[0].where`, or against a part of it. */
export type ProblemAt = (field: string) => Problem | undefined;

interface Detail {
  field?: string;
  message: string;
  position?: number;
}

/** The server's own words, each at its field. The later errors speak where the earlier are silent. */
export function toProblems(...refusals: unknown[]): ProblemAt {
  const details = refusals.flatMap((error) =>
    ApiError.isInstance(error) && Array.isArray(error.details) ? (error.details as Detail[]) : [],
  );
  return (field) => {
    const found = details.find((detail) => detail.field !== undefined && isWithin(detail.field, field));
    if (found === undefined) return undefined;
    return { message: toMessage(found, field), position: found.position, isWhole: found.field === field };
  };
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
}

/** The server names the field in front; beside the field that is said already. */
function toMessage({ field = '', message }: Detail, asked: string): string {
  const rest = message.startsWith(`${field} `) ? message.slice(field.length + 1) : message;
  const part = field.slice(asked.length).replace(/^\./, '');
  const words = part === '' ? rest : `${part} ${rest}`;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
