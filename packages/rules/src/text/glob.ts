/** Whether `text` is what `pattern` says, where `*` stands for any characters. Time is at most the product of the lengths. */
export function matchesGlob(pattern: string, text: string): boolean {
  let at = 0;
  let read = 0;
  let star = -1;
  let resume = 0;
  while (read < text.length) {
    if (pattern[at] === '*') {
      star = at++;
      resume = read;
    } else if (pattern[at] === text[read]) {
      at += 1;
      read += 1;
    } else if (star === -1) return false;
    else {
      at = star + 1;
      read = ++resume;
    }
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
