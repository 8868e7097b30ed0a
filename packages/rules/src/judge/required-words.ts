const most = 100;

/**
 * Words of which any text that the pattern matches has at least one; none when that cannot be said. It lets one
 * pass over a text tell which patterns are worth running. Shorter ones than `shortest` tell too little.
 */
export function requiredWords(pattern: string, shortest = 2): string[] {
  // Quoted stretches and the like are rare: such a pattern is always run.
  if (/\\[QEC]/.test(pattern)) return [];
  const words = alternation({ pattern, index: 0 });
  return words && shortestOf(words) >= shortest ? words : [];
}

interface Cursor {
  pattern: string;
  index: number;
}

const shortestOf = (words: readonly string[]) => Math.min(...words.map((word) => word.length));

/** Reads up to the closing parenthesis or the end; `null` where one alternative needs no word. */
function alternation(cursor: Cursor): string[] | null {
  let all: string[] | null = [];
  for (;;) {
    const words = concatenation(cursor);
    all = all && words && all.length + words.length <= most ? [...all, ...words] : null;
    if (cursor.pattern[cursor.index] !== '|') return all;
    cursor.index += 1;
  }
}

/** Of everything in a row that must be there, the words that say most. */
function concatenation(cursor: Cursor): string[] | null {
  const { pattern } = cursor;
  let best: string[] | null = null;
  let run = '';
  const offer = (words: string[] | null) => {
    if (words && words.length > 0 && shortestOf(words) > (best ? shortestOf(best) : 0)) best = words;
  };
  const close = () => {
    if (run !== '') offer([run]);
    run = '';
  };
  while (cursor.index < pattern.length) {
    const character = pattern.charAt(cursor.index);
    if (character === '|' || character === ')') break;
    if (character === '(') {
      close();
      cursor.index += 1;
      const words = group(cursor);
      if (!isOptional(cursor)) offer(words);
      skipRepeat(cursor);
    } else {
      const literal = atom(cursor);
      if (literal === null || isRepeated(cursor)) {
        close();
        if (literal !== null && !isOptional(cursor)) offer([literal]);
        skipRepeat(cursor);
      } else run += literal;
    }
  }
  close();
  return best;
}

function group(cursor: Cursor): string[] | null {
  const head = /^\?(?:P?<\w+>|[imsU-]*:|[imsU-]+(?=\)))/.exec(cursor.pattern.slice(cursor.index, cursor.index + 80));
  cursor.index += head?.[0].length ?? 0;
  const words = alternation(cursor);
  cursor.index += 1;
  return words;
}

/** One character that stands for itself, or `null` for anything else, which is passed over. */
function atom(cursor: Cursor): string | null {
  const { pattern } = cursor;
  const character = pattern.charAt(cursor.index);
  cursor.index += 1;
  if (character === '[') {
    cursor.index = endOfClass(pattern, cursor.index);
    return null;
  }
  if (character === '\\') {
    const escaped = pattern.charAt(cursor.index);
    cursor.index += 1;
    if (!/[A-Za-z0-9]/.test(escaped)) return escaped;
    if (/[pPx]/.test(escaped) && pattern[cursor.index] === '{') cursor.index = pattern.indexOf('}', cursor.index) + 1;
    else if (escaped === 'x') cursor.index += 2;
    else if (/[pP]/.test(escaped)) cursor.index += 1;
    return null;
  }
  // Case folds beyond ASCII in ways that the pass over the text does not follow.
  return '.^$'.includes(character) || character >= '\u0080' ? null : character;
}

const isRepeated = ({ pattern, index }: Cursor) => /[?*+{]/.test(pattern.charAt(index));
const isOptional = ({ pattern, index }: Cursor) => /^(?:[?*]|\{0?,|\{0[,}])/.test(pattern.slice(index, index + 3));

function skipRepeat(cursor: Cursor): void {
  const repeat = /^(?:[?*+]|\{\d*,?\d*\})[?+]?/.exec(cursor.pattern.slice(cursor.index, cursor.index + 24));
  cursor.index += repeat?.[0].length ?? 0;
  // A brace that repeats nothing stands for itself.
  if (!repeat && cursor.pattern[cursor.index] === '{') cursor.index += 1;
}

function endOfClass(pattern: string, inside: number): number {
  let index = inside;
  if (pattern[index] === '^') index += 1;
  if (pattern[index] === ']') index += 1;
  while (index < pattern.length && pattern[index] !== ']') {
    if (pattern.startsWith('[:', index)) index = pattern.indexOf(':]', index) + 1;
    index += pattern[index] === '\\' ? 2 : 1;
  }
  return index + 1;
}
