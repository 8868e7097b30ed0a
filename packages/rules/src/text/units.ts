/** The UTF-16 units of a text in a typed array, which is read several times faster than a string. */
export interface Units {
  /**
   * The text from `origin` on. Zeros stand before and behind, so that looking over an edge needs no check: a zero
   * is no letter, digit or sign.
   */
  readonly codes: Uint16Array;
  readonly length: number;
  readonly isAscii: boolean;
}

export const origin = 16;
const behind = 128;
/** The buffer of a longer text is not kept. */
const mostKept = 1 << 18;

const encoder = new TextEncoder();
let bytes = new Uint8Array(0);
let codes = new Uint16Array(0);

/** One text at a time: valid until the next call. */
export function readUnits(text: string): Units {
  const { length } = text;
  if (bytes.length < length || bytes.length > Math.max(mostKept, length)) {
    const capacity = Math.max(1 << 12, 2 ** Math.ceil(Math.log2(length + 1)));
    bytes = new Uint8Array(capacity);
    codes = new Uint16Array(capacity + origin + behind);
  }
  // One call for all of an ASCII text. Every other character takes more bytes than units.
  const { read, written } = encoder.encodeInto(text, bytes);
  const isAscii = read === length && written === length;
  if (isAscii) for (let index = 0; index < length; index++) codes[origin + index] = bytes[index]!;
  else for (let index = 0; index < length; index++) codes[origin + index] = text.charCodeAt(index);
  codes.fill(0, origin + length, origin + length + behind);
  return { codes, length, isAscii };
}
