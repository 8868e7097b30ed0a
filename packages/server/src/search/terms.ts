/** One thing to look for: words in a row, the last of them perhaps only begun. */
export interface Term {
  words: string[];
  isPrefix: boolean;
}

const phraseOrWord = /"([^"]*)"?|(\S+)/g;
const word = /[\p{L}\p{N}\p{M}\p{Co}]+/gu;
/** An accent without a letter is no word: the indexes hold none. */
const hasLetter = /[\p{L}\p{N}\p{Co}]/u;

/**
 * Reads what a person typed: words that must all occur, "in quotes" in a row, and `begin*` for any
 * ending. What stands between letters and digits parts words, as it does in the indexed texts.
 */
export function parseTerms(q: string): Term[] {
  const terms: Term[] = [];
  for (const [, phrase, single] of q.matchAll(phraseOrWord)) {
    const text = phrase ?? single ?? '';
    const words = (text.match(word) ?? []).filter((found) => hasLetter.test(found));
    if (words.length > 0) terms.push({ words, isPrefix: phrase === undefined && text.endsWith('*') });
  }
  return terms;
}

/** The words of a text as the indexes hold them: lower case, without accents. */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{Co}]+/gu, ' ')
    .trim();
}
