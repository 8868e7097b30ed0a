/** What a loaded font knows. */
export interface Shapes {
  hasGlyphForCodePoint(code: number): boolean;
}

/**
 * A text as a font can show it. What the font has no shape for stands there by its number in Unicode,
 * such as `[U+5BA2 U+670D]`: hard to read, but nothing of it is lost, and no two characters look the same.
 */
export function toPrintable(text: string, shapes: Shapes): string {
  let printable = '';
  let unknown: string[] = [];
  const settle = () => {
    if (unknown.length > 0) printable += `[${unknown.join(' ')}]`;
    unknown = [];
  };
  for (const character of text.replaceAll(/\s+/g, ' ')) {
    const code = character.codePointAt(0)!;
    if (shapes.hasGlyphForCodePoint(code)) {
      settle();
      printable += character;
    } else {
      unknown.push(`U+${code.toString(16).toUpperCase().padStart(4, '0')}`);
    }
  }
  settle();
  return printable;
}

/** At most so many characters, the last of them `…` where there were more. */
export function shorten(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text;
}
