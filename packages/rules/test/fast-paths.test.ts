import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, test } from 'vitest';

import { compile } from '../src/index.ts';
import { compileRegex } from '../src/judge/linear-regex.ts';
import { createAutomaton } from '../src/text/automaton.ts';
import { origin, readUnits } from '../src/text/units.ts';
import { rule } from './rules.ts';

// What is done in a way that is quick but not plain is held here against the plain way.

const letters = fc.constantFrom('a', 'b', 'A', 'B', '1', '-', ' ', '@', 'é', 'É', '電', '\n', '%', '😀');
const text = fc.array(letters, { maxLength: 60 }).map((parts) => parts.join(''));
const words = fc.uniqueArray(
  fc
    .array(fc.constantFrom('a', 'b', '1', '-', 'é', '電'), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join('')),
  { minLength: 1, maxLength: 6 },
);

const folded = (given: string) => given.replace(/[A-ZÉ]/g, (unit) => unit.toLowerCase());

/** Every place of every word, as `word end`, looked for one by one. */
function wordsIn(given: string, list: readonly string[]): string[] {
  const small = folded(given);
  return list.flatMap((word, index) =>
    Array.from({ length: small.length }, (_, start) => start)
      .filter((start) => small.startsWith(word, start))
      .map((start) => `${index} ${start + word.length}`),
  );
}

const listed = ({ hits, words: found, ends }: { hits: number; words: Int32Array; ends: Int32Array }) =>
  Array.from({ length: hits }, (_, hit) => `${found[hit]} ${ends[hit]}`);

describe('one pass over a text', () => {
  test('finds what a search for each word finds, and two passes at once find what each finds alone', () => {
    fc.assert(
      fc.property(text, words, words, (given, own, other) => {
        const first = createAutomaton(own, { marks: true });
        const second = createAutomaton(other);
        const units = readUnits(given);
        expect(listed(first.scan(units)).sort()).toEqual(wordsIn(given, own).sort());
        const together = listed(first.scanBeside(units, second)).sort();
        expect(together).toEqual(wordsIn(given, own).sort());
        expect(listed(second.found()).sort()).toEqual(wordsIn(given, other).sort());
      }),
      { numRuns: 300 },
    );
  });

  test('notes where digits begin, and every @', () => {
    fc.assert(
      fc.property(text, (given) => {
        const scan = createAutomaton(['x'], { marks: true }).scan(readUnits(given));
        const places = (pattern: RegExp) => Array.from(given.matchAll(pattern), ({ index }) => index);
        expect([...scan.digitRuns.subarray(0, scan.runs)]).toEqual(places(/\d+/g));
        expect([...scan.ats.subarray(0, scan.atCount)]).toEqual(places(/@/g));
        expect(scan.stopped).toBe(false);
      }),
    );
  });

  test('reads any text unit by unit, with nothing left of the one before', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 4 }), (texts) => {
        for (const given of texts) {
          const { codes, length, isAscii } = readUnits(given);
          const edge = '\0'.repeat(origin);
          expect(String.fromCharCode(...codes.subarray(0, origin + length + origin))).toBe(edge + given + edge);
          expect(isAscii).toBe(/^[\0-\x7f]*$/.test(given));
        }
      }),
    );
  });
});

describe('a pattern', () => {
  const pattern = fc.constantFrom(
    'ab',
    'a|b1',
    '(ab)+1',
    'a{2}b',
    '[ab]1',
    '(?i)AB',
    'a?b',
    '(a|b)-',
    'é1',
    '^a.*b$',
    'b(1|-)?a',
    '(?<x>a)\\(?(b)',
    '[(a](b)',
    '[\\](a]+(-)',
  );

  test('is found where an engine without shortcuts finds it', () => {
    fc.assert(
      fc.property(pattern, fc.constantFrom('', 'i', 'm', 's'), text, (given, flags, prompt) => {
        const ignoresCase = given.startsWith('(?i)');
        const plain = new RegExp(given.replace('(?i)', ''), `gu${flags}${ignoresCase && flags !== 'i' ? 'i' : ''}`);
        const expected = Array.from(prompt.matchAll(plain), ({ index, 0: { length } }) => [index, index + length]);
        const condition = { pattern: given, ...(flags !== '' && { flags }) };
        const { violations } = compile([rule('r', 'regex_match', condition)]).evaluate({ action: 'x', prompt });
        expect(violations.map(({ start, end }) => [start, end])).toEqual(expected);
        expect(compileRegex(given, flags).test(prompt)).toBe(expected.length > 0);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the places where a pattern matches', () => {
  const atom = fc.constantFrom(
    ...'a b é k 😀 \\n . [ab] [^a] \\d \\w \\W \\p{L} (?s:.) ^ $ \\b \\B (?m:^) (?m:$) \\z (?i:a) (?i:k)'.split(' '),
  );
  const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
    pattern: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      atom,
      fc.tuple(tie('pattern'), tie('pattern')).map((parts) => parts.join('')),
      fc.tuple(tie('pattern'), tie('pattern')).map((parts) => `(?:${parts.join('|')})`),
      fc
        .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '*?', '+?', '??', '{2}', '{1,3}', '{0,2}?'))
        .map(([part, repeat]) => `(${part})${repeat}`),
    ),
  }));
  const unit = fc.constantFrom('a', 'b', 'A', '1', ' ', '\n', 'é', 'k', '\u212a', '😀', '\ud83d', '\ude00', '_');
  const given = fc.array(unit, { maxLength: 24 }).map((parts) => parts.join(''));

  test('are those that its own engine finds', () => {
    fc.assert(
      fc.property(pattern, given, (source, prompt) => {
        const matcher = RE2JS.compile(source).matcher(prompt);
        const expected: { start: number; end: number }[] = [];
        while (matcher.find())
          if (matcher.end() > matcher.start()) expected.push({ start: matcher.start(), end: matcher.end() });
        expect(compileRegex(source).findAll(prompt)).toEqual({ matches: expected, complete: true });
      }),
      { numRuns: 500 },
    );
  });

  test('are found as well by one that takes more states than are kept', () => {
    const prompt = Array.from({ length: 20_000 }, (_, index) => ((index * index) % 7 < 3 ? 'a' : 'b')).join('');
    const regex = compileRegex('[ab]*a[ab]{14}');
    for (let time = 0; time < 2; time++)
      expect(regex.findAll(prompt).matches[0]).toEqual({ start: 0, end: prompt.lastIndexOf('a', 19_985) + 15 });
  });
});

describe('an event', () => {
  const rules = compile([
    rule('pii', 'pii_detect', {}),
    rule('word', 'keyword_match', { keywords: ['card', 'e'], wholeWord: true }),
    rule('many', 'pii_detect', { minCount: 2, entities: ['EMAIL'] }),
    rule('found', 'expression', { cel: "'EMAIL' in found" }),
    rule('named', 'expression', { cel: "mentions(prompt, 'card, é')" }),
    rule('rate', 'rate_limit', { limit: 0, windowSeconds: 60 }),
  ]);
  const part = fc.constantFrom(
    'jane@example.com',
    ' card ',
    '4539 5787 6362 1486',
    'é',
    ' e ',
    '%40',
    'ssn 536-90-4399',
    '\n',
  );
  const prompt = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(''));
  const event = fc.record({
    action: fc.constantFrom('a', 'b'),
    prompt,
    metadata: fc.dictionary(part, part, { maxKeys: 3 }),
  });

  test('is judged the same alone and after others, prepared or not, all rules at once or one by one', () => {
    fc.assert(
      fc.property(event, event, (given, other) => {
        const alone = rules.evaluate(given, { now: 1 });
        const prepared = rules.prepare(given, { now: 1 });
        expect(prepared.queries()).toEqual(rules.queries(given, { now: 1 }));
        rules.evaluate(other, { now: 1 });
        expect(prepared.evaluate()).toEqual(alone);
        expect(rules.evaluate(given, { now: 1, clock: () => 0 }).violations).toEqual(alone.violations);
      }),
    );
  });
});

test('an expression that asks only who acts is asked once, and answers each agent', () => {
  const rules = compile([rule('r', 'expression', { cel: "agentId == null || agentId == 'bad'" })]);
  for (const agentId of ['good', 'bad', null, undefined, '', 'good', 'bad']) {
    const fires = rules.evaluate({ action: 'x', ...(agentId !== undefined && { agentId }) }).violations.length > 0;
    expect(fires, String(agentId)).toBe(agentId === 'bad' || agentId === null || agentId === undefined);
  }
});
