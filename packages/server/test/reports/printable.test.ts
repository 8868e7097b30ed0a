import fc from 'fast-check';
import { expect, test } from 'vitest';

import { shorten, toPrintable } from '../../src/reports/printable.ts';

const latin = { hasGlyphForCodePoint: (code: number) => code < 0x250 };

test.each([
  ['Żółw and café', 'Żółw and café'],
  ['客服 agent', '[U+5BA2 U+670D] agent'],
  ['a😀b', 'a[U+1F600]b'],
  ['مرحبا', '[U+0645 U+0631 U+062D U+0628 U+0627]'],
  ['two\n lines', 'two lines'],
])('%j is printed as %j', (text, printed) => {
  expect(toPrintable(text, latin)).toBe(printed);
});

test('what is printed has a shape for every character', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, (given) => {
      for (const character of toPrintable(given, latin)) expect(character.codePointAt(0)).toBeLessThan(0x250);
    }),
  );
});

test('a text is shortened by characters, never inside of one', () => {
  expect(shorten('😀😀😀', 3)).toBe('😀😀😀');
  expect(shorten('😀😀😀', 2)).toBe('😀…');
});
