import type { RegexMatchCondition } from 'agentaudit-schemas';

import { type Finding, type Judge, noFindings } from './judge.ts';
import type { WordList } from './keywords.ts';
import { compileRegex } from './linear-regex.ts';
import { requiredWords } from './required-words.ts';

/** Throws `PatternError`. */
export function compileRegexMatch({ pattern, flags }: RegexMatchCondition, list: WordList): Judge {
  const regex = compileRegex(pattern, flags);
  const gate = new Set(requiredWords(pattern).map((word) => list.indexOf(word)));
  return {
    looksAt: 'texts',
    clue: gate.size > 0 ? 'words' : 'text',
    minCount: 1,
    find(reading) {
      if (gate.size > 0) {
        const { isDisguised, hits } = reading.words();
        // The words were looked for in the text without its disguises; the pattern means the text as it is.
        if (!isDisguised && !hasAny(hits, gate)) return noFindings;
      }
      if (!regex.test(reading.text)) return noFindings;
      const { matches, complete } = regex.findAll(reading.text);
      const found: Finding[] = matches.map(({ start, end }) => ({ start, end, label: 'REGEX', confidence: null }));
      const last = matches.at(-1);
      if (!complete && last)
        found.push({ start: last.end, end: reading.text.length, label: 'REGEX', confidence: null });
      return found.filter(({ start, end }) => end > start);
    },
  };
}

/** `hits` are pairs of which the first is a word. */
function hasAny(hits: readonly number[], words: ReadonlySet<number>): boolean {
  for (let hit = 0; hit < hits.length; hit += 2) if (words.has(hits[hit]!)) return true;
  return false;
}
