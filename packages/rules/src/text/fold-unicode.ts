const foldings = new Map<number, string>();

/**
 * What a character outside ASCII stands for when somebody reads for data: a full-width, mathematical or foreign
 * digit is its ASCII digit, any dash is `-`, any space a space, quotes are straight, and what cannot be seen is
 * nothing. A character that is only itself comes back as it is.
 */
export function foldCharacter(codePoint: number): string {
  let folded = foldings.get(codePoint);
  if (folded === undefined) {
    folded = fold(codePoint);
    // Bounded, so that a text of every character there is cannot fill the memory.
    if (foldings.size < 20_000) foldings.set(codePoint, folded);
  }
  return folded;
}

/** Zero-width, joiners, direction marks, variation selectors, soft hyphens, tags. */
const invisible = /^\p{Default_Ignorable_Code_Point}$/u;
const space = /^[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]$/u;
const dash = /^[\u058a\u05be\u2010-\u2015\u2043\u2053\u207b\u208b\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]$/u;
const singleQuote = /^[\u02b9\u02bc\u2018-\u201b\u2032\uff07]$/u;
const doubleQuote = /^[\u00ab\u00bb\u201c-\u201f\u2033\uff02]$/u;
const dot = /^[\u2024\u3002\uff0e\uff61]$/u;
const colon = /^[\u02d0\u2236\ua789\ufe55\uff1a]$/u;
const decimal = /^\p{Nd}$/u;

function fold(codePoint: number): string {
  const character = String.fromCodePoint(codePoint);
  if (invisible.test(character)) return '';
  if (space.test(character)) return ' ';
  if (dash.test(character)) return '-';
  if (singleQuote.test(character)) return "'";
  if (doubleQuote.test(character)) return '"';
  if (dot.test(character)) return '.';
  if (colon.test(character)) return ':';
  const compatible = character.normalize('NFKC');
  if (decimal.test(compatible)) return digitOf(compatible.codePointAt(0) ?? 0);
  // A fraction or a square unit would only put noise into the text.
  return compatible.length <= 4 ? compatible : character;
}

/** Blocks of ten digits start at …0 or …6. */
function digitOf(codePoint: number): string {
  if (codePoint < 128) return String.fromCodePoint(codePoint);
  const low = codePoint & 15;
  const startsAtSix = low > 9 || !decimal.test(String.fromCodePoint(codePoint - low));
  return String(startsAtSix ? low - 6 : low);
}
