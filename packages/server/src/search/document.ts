import type { LogPayloadsTable } from '../db/tables.ts';

/** The text that full-text search covers: prompt, response, and every key and value of the metadata. */
export function toDocument({
  prompt,
  response,
  metadata,
}: Pick<LogPayloadsTable, 'prompt' | 'response' | 'metadata'>): string {
  const parts = [prompt, response, metadata === null ? null : toPlainText(metadata)];
  return parts.filter((part) => part !== null && part !== '').join('\n');
}

/** JSON reads as its own words, except where an escape sticks to one: `"a\nb"` would index `nb`. */
export function toPlainText(json: string): string {
  if (!json.includes('\\')) return json;
  const words: string[] = [];
  JSON.parse(json, (key, value: unknown) => {
    words.push(key);
    if (typeof value !== 'object') words.push(`${value as string | number | boolean}`);
    return value;
  });
  return words.join('\n');
}
