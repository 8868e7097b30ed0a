import { RE2JS, RE2JSSyntaxException } from 're2js';

import { programOf } from './program.ts';
import { requiredWords } from './required-words.ts';
import { createSpanSearch, type Matches, type SpanSearch } from './span-search.ts';

/** A pattern that does not compile, and where. */
export class PatternError extends Error {
  readonly position: number;
  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }
}

/** A pattern on an engine whose time is linear in the text, whatever the pattern. */
export interface LinearRegex {
  test(text: string): boolean;
  /** Matches in order. `complete` is false where the search was given up: see `mostMatches`. */
  findAll(text: string): Matches;
}

/** One search is linear, many in one text may not be: beyond these the rest of the text counts as matched. */
const mostMatches = 10_000;
const longestMs = 250;

/** Throws `PatternError`. */
export function compileRegex(pattern: string, flags = ''): LinearRegex {
  let bits = 0;
  if (flags.includes('i')) bits |= RE2JS.CASE_INSENSITIVE;
  if (flags.includes('m')) bits |= RE2JS.MULTILINE;
  if (flags.includes('s')) bits |= RE2JS.DOTALL;
  compile(pattern, bits);
  const compiled = compile(withoutCaptures(pattern), bits);
  const ignoresCase = flags.includes('i') || /\(\?[a-z]*i/i.test(pattern);
  const mayMatch = createGate(requiredWords(pattern, 1), ignoresCase);
  let known: SpanSearch | null | undefined;
  /** What the search answers; where it cannot, the next text would need as much. */
  function ask<Answer>(question: (search: SpanSearch) => Answer | null): Answer | null {
    if (known === undefined) known = toSpanSearch(compiled);
    const answer = known && question(known);
    if (answer === null) known = null;
    return answer;
  }
  return {
    test: (text) => mayMatch(text) && (ask((search) => search.test(text)) ?? compiled.test(text)),
    findAll: (text) => ask((search) => search.findAll(text, mostMatches)) ?? findEach(compiled, text),
  };
}

function toSpanSearch(compiled: RE2JS): SpanSearch | null {
  const program = programOf(compiled);
  return program && createSpanSearch(program);
}

/** As `SpanSearch`, many times slower, but in little memory whatever the pattern. */
function findEach(compiled: RE2JS, text: string): Matches {
  const matcher = compiled.matcher(text);
  const matches: { start: number; end: number }[] = [];
  const deadline = performance.now() + longestMs;
  while (matcher.find()) {
    const start = matcher.start();
    const end = matcher.end();
    if (end > start) matches.push({ start, end });
    if (matches.length >= mostMatches || performance.now() > deadline) return { matches, complete: false };
  }
  return { matches, complete: true };
}

/** The same with groups that capture nothing: only whole matches are asked for, and those are found a third faster. */
function withoutCaptures(pattern: string): string {
  // Quoted stretches are rare.
  if (/\\[QE]/.test(pattern)) return pattern;
  return pattern.replace(/\\[^]|\[\^?\]?(?:\[:\^?\w+:\]|\\[^]|[^\]\\])*\]|\((?:\?P?<\w+>|(?!\?))/g, (part) =>
    part.startsWith('(') ? '(?:' : part,
  );
}

/** Whether a text has what any match must have; outside ASCII letters have cases of their own: there the engine decides. */
function createGate(words: readonly string[], ignoresCase: boolean): (text: string) => boolean {
  if (words.length === 0) return () => true;
  const any = words.map((word) => word.replace(/[$.*+?^(){}|[\]\\/]/g, '\\$&')).join('|');
  // Plain words without a repeat: no backtracking to fear.
  const required = new RegExp(any, ignoresCase ? 'i' : '');
  return ignoresCase ? (text) => required.test(text) || !isAscii(text) : (text) => required.test(text);
}

export function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text);
}

function compile(pattern: string, bits: number): RE2JS {
  try {
    return RE2JS.compile(pattern, bits);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw new PatternError(String(error), 0);
    throw new PatternError(
      error.getDescription(),
      positionOf(pattern, error.getDescription(), error.getPattern() ?? ''),
    );
  }
}

/** The engine says which part it could not read, not where: it is looked for. */
function positionOf(pattern: string, description: string, part: string): number {
  if (description.startsWith('missing closing )')) return unclosed(pattern);
  if (description.startsWith('missing closing ]')) return pattern.lastIndexOf('[');
  return part === '' ? 0 : Math.max(0, pattern.lastIndexOf(part));
}

function unclosed(pattern: string): number {
  const open: number[] = [];
  let inClass = false;
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern[index];
    if (character === '\\') index += 1;
    else if (inClass) inClass = character !== ']';
    else if (character === '[') inClass = true;
    else if (character === '(') open.push(index);
    else if (character === ')') open.pop();
  }
  return open.at(-1) ?? 0;
}
