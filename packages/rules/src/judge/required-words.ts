const shortest = 3;

/**
 * Words of which any text that the pattern matches has at least one; none when that cannot be said. It lets one
 * pass over a text tell which patterns are worth running.
 */
export function requiredWords(pattern: string): string[] {
  const branches = split(pattern);
  if (!branches) return [];
  const words = branches.map(longestLiteral);
  return words.every((word) => word.length >= shortest) ? words : [];
}

/** The alternatives at the top of a pattern, or `null` where it has what this does not read. */
function split(pattern: string): string[] | null {
  const branches: string[] = [];
  let depth = 0;
  let inClass = false;
  let start = 0;
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern[index];
    if (character === '\\') {
      if (pattern[index + 1] === 'Q') return null;
      index += 1;
    } else if (inClass) inClass = character !== ']';
    else if (character === '[') {
      inClass = true;
      // `[]` and `[^]` hold a bracket first.
      if (pattern[index + 1] === '^') index += 1;
      if (pattern[index + 1] === ']') index += 1;
    } else if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (character === '|' && depth === 0) {
      branches.push(pattern.slice(start, index));
      start = index + 1;
    }
  }
  branches.push(pattern.slice(start));
  return branches;
}

/** The longest run of plain characters outside every group and class that nothing makes optional. */
function longestLiteral(branch: string): string {
  let longest = '';
  let run = '';
  let depth = 0;
  const close = () => {
    if (run.length > longest.length) longest = run;
    run = '';
  };
  for (let index = 0; index < branch.length; index++) {
    const character = branch.charAt(index);
    if (character === '[') {
      close();
      index = endOfClass(branch, index);
    } else if (character === '(' || character === ')') {
      close();
      depth += character === '(' ? 1 : -1;
    } else if (character === '?' || character === '*' || character === '{' || character === '+') {
      // What it repeats may be absent, or be there more than once.
      if (run !== '') run = run.slice(0, -1);
      close();
      if (character === '{') index = Math.max(index, branch.indexOf('}', index));
    } else if (character === '\\') {
      index += 1;
      const escaped = branch.charAt(index);
      if (/[A-Za-z0-9]/.test(escaped)) {
        close();
        if (branch[index + 1] === '{') index = Math.max(index, branch.indexOf('}', index));
      } else if (depth === 0) run += escaped;
    } else if (character === '.' || character === '^' || character === '$') close();
    // Case folds in ways that the pass over the text does not: ASCII only.
    else if (depth === 0 && character < '\u0080') run += character;
    else close();
  }
  close();
  return longest;
}

function endOfClass(branch: string, open: number): number {
  let index = open + 1;
  if (branch[index] === '^') index += 1;
  if (branch[index] === ']') index += 1;
  while (index < branch.length && branch[index] !== ']') index += branch[index] === '\\' ? 2 : 1;
  return index;
}
