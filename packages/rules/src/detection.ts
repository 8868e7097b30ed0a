import { type PiiLabel, piiLabels } from 'agentaudit-schemas';

/** Something found in a text. */
export interface Detection {
  /** UTF-16 code units, `end` exclusive. */
  start: number;
  end: number;
  label: PiiLabel;
  /** 0 to 1: 0.95 and up with a checksum or a provider's own format, 0.5 for a shape that only fits. */
  confidence: number;
  /** Which one: the provider of a secret such as `github`, the country of an id such as `UK_NINO`. */
  kind?: string;
}

/** What stands in place of a finding, such as `[EMAIL]`. No detector finds anything in it. */
export function placeholderOf(label: string): string {
  return placeholders.get(label) ?? `[${label}]`;
}

const placeholders = new Map<string, string>(piiLabels.map((label) => [label, `[${label}]`]));

const bits = new Map<PiiLabel, number>(piiLabels.map((label, index) => [label, 1 << index]));

/** Labels as a set of bits. */
export function bitOf(label: PiiLabel): number {
  return bits.get(label) ?? 0;
}

export function maskOf(labels: readonly PiiLabel[]): number {
  let mask = 0;
  for (const label of labels) mask |= bitOf(label);
  return mask;
}
