import type { RegexMatchCondition } from 'agentaudit-schemas';

import type { Finding, Judge } from './judge.ts';
import type { WordList } from './keywords.ts';
import { compileRegex } from './linear-regex.ts';
import { requiredWords } from './required-words.ts';

/** Throws `PatternError`. */
export function compileRegexMatch({ pattern, flags }: RegexMatchCondition, list: WordList): Judge {
  const regex = compileRegex(pattern, flags);
  const gate = new Set(requiredWords(pattern).map((word) => list.indexOf(word)));
  return {
    looksAt: 'texts',
    minCount: 1,
    find(reading) {
      if (gate.size > 0) {
        const { shadow, hits } = reading.words();
        // The words were looked for in the text without its disguises; the pattern means the text as it is.
        if (shadow.text === reading.text && !hits.some((word, place) => place % 2 === 0 && gate.has(word))) return [];
      }
      const { matches, complete } = regex.findAll(reading.text);
      const found: Finding[] = matches.map(({ start, end }) => ({ start, end, label: 'REGEX', confidence: null }));
      const last = matches.at(-1);
      if (!complete && last)
        found.push({ start: last.end, end: reading.text.length, label: 'REGEX', confidence: null });
      return found.filter(({ start, end }) => end > start);
    },
  };
}
