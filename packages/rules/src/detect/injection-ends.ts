import { type NextPlace, nextPlace, unknownPlace } from './next-place.ts';

const longestPath = 300;
const longestValue = 600;
const longestRest = 300;
/** The path, a parameter's name and value with what gives it away, and what follows. */
const longestUrl = longestPath + 1 + 60 + 1 + longestValue + 8 + longestRest;

const urlEnd = /[)\s]|$/g;
const parameter = /[?&](?=([^=]{1,60})=)/g;
/** Looked for at every place, as one may begin in another. */
const giveaway = /(?=(\{|%7b|<|data|secret|token|key|prompt|history|base64))/gi;

export interface NextEnds {
  url: NextPlace;
  order: NextPlace;
}

export function createNextEnds(): NextEnds {
  return { url: unknownPlace(), order: unknownPlace() };
}

/**
 * Of an image's address from behind its scheme on: where the image ends, if a parameter carries what looks like data
 * out (`?d={secret}`), or -1.
 */
export function endOfLoadedImage(text: string, from: number, { url: known }: NextEnds): number {
  const { index: end, written } = nextPlace(urlEnd, text, from, known);
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
  const { index, written } = nextPlace(order, text, from, known);
  if (written === '' || written === '-->' || index - from > longestLead) return -1;
  return index + written.length;
}
