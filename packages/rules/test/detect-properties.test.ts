import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { compile, detect, redact } from '../src/index.ts';
import { rule } from './rules.ts';

const unicode = fc.string({ unit: 'binary', maxLength: 40 });
// prettier-ignore
const value = fc.constantFrom(
  'jane.doe@example.com', '536-90-4399', '4539 5787 6362 1486', '+44 20 7946 0958', 'GB82WEST12345698765432',
  'password: "Tr0ub4dor&3"', '203.0.113.77', 'ssn 536904399', 'DOB 1985-07-23', 'https://example.com/x', 'MRN 0048291',
  '[EMAIL]', 'jane%40example.com', '５３６-９０-４３９９', '4 5 3 9 5 7 8 7', '\ud83d', '\u200b', '&#64;', '\\u0040', '<td>', ',', '\n', '|',
);
const text = fc
  .array(fc.oneof(unicode, value, fc.string({ maxLength: 10 })), { maxLength: 12 })
  .map((parts) => parts.join(''));

describe('in any text', () => {
  test('spans lie inside it, in order, and do not overlap', () => {
    fc.assert(
      fc.property(text, (given) => {
        let edge = 0;
        for (const { start, end, confidence } of detect(given)) {
          expect(start).toBeGreaterThanOrEqual(edge);
          expect(end).toBeGreaterThan(start);
          expect(confidence).toBeGreaterThanOrEqual(0.5);
          expect(confidence).toBeLessThanOrEqual(1);
          edge = end;
        }
        expect(edge).toBeLessThanOrEqual(given.length);
      }),
      { numRuns: 500 },
    );
  });

  test('redaction done twice is redaction done once', () => {
    fc.assert(
      fc.property(text, (given) => {
        const once = redact(given);
        expect(redact(once)).toBe(once);
        expect(detect(once)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('an address is found with its exact edges, whatever stands around it', () => {
    const around = unicode.filter((each) => detect(each).length === 0);
    fc.assert(
      fc.property(around, around, (before, after) => {
        const given = `${before} jane.doe@example.com ${after}`;
        const start = before.length + 1;
        expect(detect(given)).toContainEqual(expect.objectContaining({ label: 'EMAIL', start, end: start + 20 }));
        expect(redact(given)).not.toContain('jane.doe');
      }),
      { numRuns: 300 },
    );
  });
});

const million = (piece: string) => piece.repeat(Math.ceil(1_000_000 / piece.length)).slice(0, 1_000_000);

/** Each would take minutes, or never end, if any step were worse than linear. The limit is the test's timeout. */
describe('a text of a million characters', () => {
  // prettier-ignore
  test.each([
    '1-', '@', '%25', '\\', '&amp;', '\u200b', '-----BEGIN PRIVATE KEY-----\n', 'password=', 'https://a:', 'ssn 1', '<tr><td>', '1|\n', '(a) values (', '[["a"],[', 'password a ', 'curl -u a:', 'tel 1 ', "o'1@", ' at a dot ', '1[.]1', '1_', '\n mrn  1', '  1', '![](https://a?', `https://a${')'.repeat(2000)} `, 'sk-', '[MRN]: a1 ',
  ])('made of %j is read', (piece) => {
    expect(detect(million(piece))).toBeInstanceOf(Array);
  });

  test.each(['![](https://a?b=data&', '<!-- ', 'ignore a b c ', 'what is your system '])(
    'made of %j is read for injections',
    (piece) => {
      const rules = compile([rule('r', 'prompt_injection', {})]);
      expect(rules.evaluate({ action: 'x', prompt: million(piece) }).skipped).toEqual([]);
    },
  );
});

describe('an injection', () => {
  const rules = compile([rule('r', 'prompt_injection', {})]);
  const found = (prompt: string) =>
    rules.evaluate({ action: 'x', prompt }).violations.map(({ start, end }) => prompt.slice(start ?? 0, end ?? 0));
  const piece = fc.constantFrom(
    'x',
    '?',
    '&',
    '=',
    'data',
    'secret',
    '{',
    '<',
    'a=b',
    '/',
    'y'.repeat(290),
    'z'.repeat(595),
    'w'.repeat(60),
  );
  const address = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(''));

  test('in the address of an image is found where one pattern for all of it finds it', () => {
    const image =
      /!\[[^\]\n]{0,100}\]\(https?:\/\/[^)\s]{1,300}[?&][^)\s=]{1,60}=[^)\s]{0,600}(?:\{|%7b|\$\{|<|data|secret|token|key|prompt|history|base64)[^)\s]{0,300}\)/i;
    fc.assert(
      fc.property(address, (given) => {
        const prompt = `![a](https://${given})`;
        expect(found(prompt)[0]).toBe(image.exec(prompt)?.[0]);
      }),
      { numRuns: 300 },
    );
  });

  test('in a comment is found where one pattern for all of it finds it', () => {
    const comment =
      /<!--(?:(?!-->)[\s\S]){0,300}?\b(?:ignore|instruction|system prompt|assistant|ai agent|llm|you must|send|execute)\b/i;
    const word = fc.constantFrom('ignore', 'x', ' ', '-->', 'LLM', 'send', 'v'.repeat(290), '-');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (parts) => {
        const prompt = `q <!--${parts.join('')}`;
        expect(found(prompt)[0]).toBe(comment.exec(prompt)?.[0]);
      }),
      { numRuns: 300 },
    );
  });
});
