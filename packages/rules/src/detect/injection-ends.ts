const longestPath = 300;
const longestValue = 600;
const longestRest = 300;
/** The path, a parameter's name and value with what gives it away, and what follows. */
const longestUrl = longestPath + 1 + 60 + 1 + longestValue + 8 + longestRest;

const urlEnd = /[)\s]|$/g;
const parameter = /[?&](?=([^=]{1,60})=)/g;
/** Looked for at every place, as one may begin in another. */
const giveaway = /(?=(\{|%7b|<|data|secret|token|key|prompt|history|base64))/gi;

/** Many may begin before one place that ends them all: it is looked for once in a text. */
export interface NextEnds {
  url: Place;
  order: Place;
}

interface Place {
  /** Looked for from here on, and found there: the next one for all that lies between. */
  from: number;
  index: number;
  written: string;
}

const unknown = (): Place => ({ from: 0, index: -1, written: '' });

export function createNextEnds(): NextEnds {
  return { url: unknown(), order: unknown() };
}

function nextOf(pattern: RegExp, text: string, from: number, known: Place): Place {
  if (from >= known.from && from <= known.index) return known;
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  known.from = from;
  known.index = match?.index ?? text.length;
  known.written = match?.[0] ?? '';
  return known;
}

/**
 * Of an image's address from behind its scheme on: where the image ends, if a parameter carries what looks like data
 * out (`?d={secret}`), or -1.
 */
export function endOfLoadedImage(text: string, from: number, { url: known }: NextEnds): number {
  const { index: end, written } = nextOf(urlEnd, text, from, known);
  if (written !== ')' || end - from > longestUrl) return -1;
  const url = text.slice(from, end);
  const values: number[] = [];
  for (const { index, 1: name = '' } of url.matchAll(parameter))
    if (index >= 1 && index <= longestPath) values.push(index + name.length + 2);
  if (values.length === 0) return -1;
  for (const { index, 1: sign = '' } of url.matchAll(giveaway)) {
    if (url.length - index - sign.length > longestRest) continue;
    if (values.some((value) => value <= index && index - value <= longestValue)) return end + 1;
  }
  return -1;
}

const longestLead = 300;
const order = /-->|\b(?:ignore|instruction|system prompt|assistant|ai agent|llm|you must|send|execute)\b/gi;

/** Of an HTML comment: where the first word ends that speaks to a model, or -1. */
export function endOfHiddenOrder(text: string, from: number, { order: known }: NextEnds): number {
  const { index, written } = nextOf(order, text, from, known);
  if (written === '' || written === '-->' || index - from > longestLead) return -1;
  return index + written.length;
}
