import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { toPieces } from '../src/features/logs/marked-pieces.ts';

describe('a text with violations', () => {
  it('is cut exactly where they begin and end', () => {
    expect(toPieces('mail to jane@x.org now', [{ start: 8, end: 18 }])).toEqual([
      { start: 0, text: 'mail to ', violations: [] },
      { start: 8, text: 'jane@x.org', violations: [0] },
      { start: 18, text: ' now', violations: [] },
    ]);
  });

  it('names all that lie over a piece where they overlap', () => {
    const pieces = toPieces('abcdef', [
      { start: 2, end: 5 },
      { start: 0, end: 3 },
    ]);
    expect(pieces.map(({ text, violations }) => `${text}:${violations.join()}`)).toEqual([
      'ab:1',
      'c:0,1',
      'de:0',
      'f:',
    ]);
  });

  it('leaves out what has no span, or one outside the text', () => {
    const violations = [
      { start: null, end: null },
      { start: 2, end: 99 },
      { start: 1, end: 1 },
    ];
    expect(toPieces('abc', violations)).toEqual([{ start: 0, text: 'abc', violations: [] }]);
    expect(toPieces('', violations)).toEqual([]);
  });

  it('stays the same text, whatever the violations', () => {
    const spans = fc.array(fc.record({ start: fc.nat(30), end: fc.nat(30) }), { maxLength: 10 });
    fc.assert(
      fc.property(fc.string({ maxLength: 25 }), spans, (text, violations) => {
        const pieces = toPieces(text, violations);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        for (const [place, { start, end }] of violations.entries()) {
          const marked = pieces.filter((piece) => piece.violations.includes(place)).map((piece) => piece.text);
          expect(marked.join('')).toBe(end <= text.length && start < end ? text.slice(start, end) : '');
        }
      }),
    );
  });
});
