/** The next place of a pattern: many may ask for the same one, which is looked for once in a text. */
export interface NextPlace {
  /** Looked for from here on, and found there: the next one for all that lies between. */
  from: number;
  index: number;
  written: string;
}

export const unknownPlace = (): NextPlace => ({ from: 0, index: -1, written: '' });

/** `pattern` is a global one. Where there is none, the end of the text and nothing written. */
export function nextPlace(pattern: RegExp, text: string, from: number, known: NextPlace): NextPlace {
  if (from >= known.from && from <= known.index) return known;
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  known.from = from;
  known.index = match?.index ?? text.length;
  known.written = match?.[0] ?? '';
  return known;
}
