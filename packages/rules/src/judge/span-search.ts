import { createLazyStates, dead, type LazyStates, type Move, row, type State } from './lazy-states.ts';
import { beside, edgesBetween, kindOf, noRune, type Program } from './program.ts';

/** Finds where a pattern matches, at the cost of a table look-up or two a character. */
export interface SpanSearch {
  /** Whether it matches anywhere; `null` as below. */
  test(text: string): boolean | null;
  /** `null` where the pattern makes more of a text than can be kept. */
  findAll(text: string, most: number): Matches | null;
}

/** All matches that are not empty, in order. `complete` is false where the rest of the text was not searched. */
export interface Matches {
  matches: Span[];
  complete: boolean;
}

interface Span {
  start: number;
  end: number;
}

/** One search is linear, many in one text may not be: so many characters are read for each, and in any text. */
const readsPerCharacter = 8;
const readsAnyway = 1_000_000;

/**
 * Forward over ordered sets of instructions to the end of the first match, of several from one place the one that the
 * pattern prefers; then backward from there to the furthest place from which it can have come.
 */
export function createSpanSearch(program: Program): SpanSearch {
  const hasEdges = program.does.includes('edge');
  const forward = createLazyStates(forwardMove(program, hasEdges));
  const backward = createLazyStates(backwardMove(program, hasEdges));
  const ends = program.does.flatMap((deed, instruction) => (deed === 'match' ? [instruction] : []));
  const kindAt = (rune: number) => (hasEdges ? kindOf(rune) : beside.other);

  const beginAt = (text: string, from: number) =>
    forward.numberOf({ instructions: [], mode: seeding | kindAt(runeBefore(text, from)) });
  // Where only one character begins a match, and what stands before does not matter, its next place is looked up.
  const first = hasEdges ? '' : onlyFirst(program);

  return {
    test(text) {
      const found = endFrom(forward, beginAt(text, 0), text, { from: 0, first, isAnyEnough: true });
      return found && found.end !== -1;
    },
    findAll(text, most) {
      const matches: Span[] = [];
      let budget = text.length * readsPerCharacter + readsAnyway;
      for (let from = 0; from <= text.length;) {
        const found = endFrom(forward, beginAt(text, from), text, { from, first, isAnyEnough: false });
        if (!found) return null;
        const { end, read } = found;
        if (end === -1) break;
        const last = backward.numberOf({ instructions: ends, mode: alive | kindAt(runeAt(text, end)) });
        const start = end === from ? from : startFrom(backward, last, text, { from, end });
        if (start === null) return null;
        if (end > start) matches.push({ start, end });
        budget -= read + end - start;
        if (matches.length >= most || budget < 0) return { matches, complete: false };
        from = end > start ? end : end + widthAt(text, end);
      }
      return { matches, complete: true };
    },
  };
}

/** In the mode of a state, above what stands beside its place: a match may still begin; the state is not the dead one. */
const seeding = 4;
const alive = 4;

interface EndSearch {
  from: number;
  /** The character that a match must begin with, or ''. */
  first: string;
  /** To know that there is one, not where it ends. */
  isAnyEnough: boolean;
}

function endFrom(states: LazyStates, begin: number, text: string, { from, first, isAnyEnough }: EndSearch) {
  const { length } = text;
  let state = begin;
  let end = -1;
  let { table } = states;
  for (let place = from; ; place++) {
    if (state === begin && first !== '') {
      place = text.indexOf(first, place);
      if (place === -1) return { end, read: length - from };
    }
    let rune = place < length ? text.charCodeAt(place) : noRune;
    let cell = rune < 128 ? table[state * row + rune + 1]! : 0;
    if (cell === 0) {
      rune = runeAt(text, place);
      cell = states.after(state, rune);
      if (cell === 0) return null;
      ({ table } = states);
    }
    if ((cell & 1) === 1) {
      end = place;
      if (isAnyEnough) return { end, read: place - from };
    }
    state = cell >> 1;
    if (state === dead || rune === noRune) return { end, read: place - from };
    if (rune > 0xff_ff) place += 1;
  }
}

function startFrom(states: LazyStates, last: number, text: string, { from, end }: { from: number; end: number }) {
  let state = last;
  let start = end;
  let { table } = states;
  for (let place = end; ; place--) {
    let rune = place > 0 ? text.charCodeAt(place - 1) : noRune;
    let cell = rune < 128 ? table[state * row + rune + 1]! : 0;
    if (cell === 0) {
      rune = runeBefore(text, place);
      cell = states.after(state, rune);
      if (cell === 0) return null;
      ({ table } = states);
    }
    if ((cell & 1) === 1) start = place;
    state = cell >> 1;
    if (state === dead || place === from) return start;
    if (rune > 0xff_ff) place -= 1;
  }
}

/** The one character of ASCII that every match begins with, or ''. */
function onlyFirst({ does, out, start, only }: Program): string {
  let each = start;
  while (does[each] === 'pass') each = out[each]!;
  const rune = does[each] === 'read' ? only[each]! : noRune;
  return rune >= 0 && rune < 128 ? String.fromCharCode(rune) : '';
}

/** Each place tells whether a match ends there, one that nothing before it in the order can beat any more. */
function forwardMove(program: Program, hasEdges: boolean): (state: State, rune: number) => Move {
  const { does, out, other, asks, start } = program;
  const visited = createMarks(program.count);
  const taken = createMarks(program.count);
  const stack: number[] = [];
  return ({ instructions, mode }, rune) => {
    const edges = hasEdges ? edgesBetween(mode & 3, kindOf(rune)) : 0;
    const isSeeding = (mode & seeding) !== 0;
    const next: number[] = [];
    visited.clear();
    taken.clear();
    stack.length = 0;
    if (isSeeding) stack.push(start);
    for (let index = instructions.length - 1; index >= 0; index--) stack.push(instructions[index]!);
    let tells = false;
    for (let each = stack.pop(); each !== undefined; each = stack.pop()) {
      if (!visited.add(each)) continue;
      const deed = does[each];
      if (deed === 'match') {
        tells = true;
        break;
      }
      if (deed === 'read') {
        if (rune !== noRune && program.reads(each, rune) && taken.add(out[each]!)) next.push(out[each]!);
      } else if (deed === 'fork') stack.push(other[each]!, out[each]!);
      else if (deed === 'pass' || (deed === 'edge' && (asks[each]! & ~edges) === 0)) stack.push(out[each]!);
    }
    const kind = hasEdges ? kindOf(rune) : beside.other;
    return { instructions: next, mode: isSeeding && !tells ? seeding | kind : next.length > 0 ? kind : 0, tells };
  };
}

/** Each place tells whether a match that ends where the search began can have begun there. */
function backwardMove(program: Program, hasEdges: boolean): (state: State, rune: number) => Move {
  const { does, start, asks } = program;
  const { passedFrom, readFrom } = sourcesOf(program);
  const seen = createMarks(program.count);
  const taken = createMarks(program.count);
  return ({ instructions, mode }, rune) => {
    const edges = hasEdges ? edgesBetween(kindOf(rune), mode & 3) : 0;
    const reached = [...instructions];
    const next: number[] = [];
    seen.clear();
    taken.clear();
    let tells = false;
    for (const each of reached) seen.add(each);
    // It grows while it is walked.
    for (let index = 0; index < reached.length; index++) {
      const each = reached[index]!;
      if (each === start) tells = true;
      for (const source of passedFrom[each]!)
        if ((does[source] !== 'edge' || (asks[source]! & ~edges) === 0) && seen.add(source)) reached.push(source);
      for (const source of readFrom[each]!)
        if (rune !== noRune && !taken.has(source) && program.reads(source, rune) && taken.add(source))
          next.push(source);
    }
    next.sort((a, b) => a - b);
    const kind = hasEdges ? kindOf(rune) : beside.other;
    return { instructions: next, mode: next.length > 0 ? alive | kind : 0, tells };
  };
}

/** A set of small numbers that is emptied at no cost. */
function createMarks(count: number) {
  const rounds = new Int32Array(count);
  let round = 0;
  return {
    clear: () => void (round += 1),
    has: (each: number) => rounds[each] === round,
    /** Whether it was not there. */
    add(each: number): boolean {
      if (rounds[each] === round) return false;
      rounds[each] = round;
      return true;
    },
  };
}

/** For each instruction those that lead to it, by what they do. */
function sourcesOf({ count, does, out, other }: Program) {
  const passedFrom: number[][] = Array.from({ length: count }, () => []);
  const readFrom: number[][] = Array.from({ length: count }, () => []);
  does.forEach((deed, source) => {
    if (deed === 'read') readFrom[out[source]!]!.push(source);
    else if (deed !== 'match' && deed !== 'fail') passedFrom[out[source]!]!.push(source);
    if (deed === 'fork') passedFrom[other[source]!]!.push(source);
  });
  return { passedFrom, readFrom };
}

function runeAt(text: string, place: number): number {
  if (place >= text.length) return noRune;
  const code = text.charCodeAt(place);
  return code < 0xd8_00 || code > 0xdb_ff ? code : (text.codePointAt(place) ?? code);
}

function runeBefore(text: string, place: number): number {
  if (place === 0) return noRune;
  const code = text.charCodeAt(place - 1);
  if (code < 0xdc_00 || code > 0xdf_ff || place < 2) return code;
  const pair = text.codePointAt(place - 2) ?? code;
  return pair > 0xff_ff ? pair : code;
}

const widthAt = (text: string, place: number) => (runeAt(text, place) > 0xff_ff ? 2 : 1);
