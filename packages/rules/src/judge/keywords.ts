import type { KeywordMatchCondition } from 'agentaudit-schemas';

import { foldCase } from '../text/trie.ts';
import { type Finding, type Judge, noFindings } from './judge.ts';

/** The words that all rules of a set share in one automaton. */
export interface WordList {
  readonly words: string[];
  /** The index of a word, added if need be. */
  indexOf(word: string): number;
}

export function createWordList(): WordList {
  const indices = new Map<string, number>();
  const words: string[] = [];
  return {
    words,
    indexOf(word) {
      const folded = foldCase(word).join('');
      let index = indices.get(folded);
      if (index === undefined) {
        index = words.push(folded) - 1;
        indices.set(folded, index);
      }
      return index;
    },
  };
}

const wordCharacter = /[\p{L}\p{N}\p{M}_]/u;

export function compileKeywords(condition: KeywordMatchCondition, list: WordList): Judge {
  const { keywords, wholeWord = false, caseSensitive = false } = condition;
  const spellings = new Map<number, string[]>();
  for (const keyword of keywords) {
    const index = list.indexOf(keyword);
    spellings.set(index, [...(spellings.get(index) ?? []), keyword]);
  }

  return {
    looksAt: 'texts',
    clue: 'words',
    minCount: 1,
    find(reading) {
      const { shadow, hits } = reading.words();
      if (hits.length === 0) return noFindings;
      const found: Finding[] = [];
      for (let hit = 0; hit < hits.length; hit += 2) {
        const exact = spellings.get(hits[hit]!);
        const end = hits[hit + 1]!;
        const start = end - (exact?.[0]?.length ?? 0);
        if (!exact || (caseSensitive && !exact.includes(shadow.text.slice(start, end)))) continue;
        if (wholeWord && !standsAlone(shadow.text, start, end)) continue;
        push(found, shadow.startOf(start), shadow.endOf(end));
      }
      return found;
    },
  };
}

function standsAlone(text: string, start: number, end: number): boolean {
  return !touches(text, start - 1, start) && !touches(text, end, end - 1);
}

/** Whether the character at `index` continues the word that has the character at `inside`. */
function touches(text: string, index: number, inside: number): boolean {
  const outer = characterAt(text, index);
  return outer !== '' && wordCharacter.test(outer) && wordCharacter.test(characterAt(text, inside));
}

/** The whole character that the unit at `index` belongs to. */
function characterAt(text: string, index: number): string {
  const code = text.charCodeAt(index);
  if (Number.isNaN(code)) return '';
  const start = code >= 0xdc_00 && code <= 0xdf_ff && index > 0 ? index - 1 : index;
  return String.fromCodePoint(text.codePointAt(start) ?? 0);
}

/** Hits come by their ends; those that overlap become one. */
function push(found: Finding[], from: number, end: number): void {
  let start = from;
  for (let last = found.at(-1); last && last.end > start; last = found.at(-1)) {
    start = Math.min(start, last.start);
    found.pop();
  }
  found.push({ start, end, label: 'KEYWORD', confidence: null });
}
