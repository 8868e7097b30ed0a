/** What PostgreSQL's word vectors hold at most: 16,383 positions, 1 MiB, 2 KiB a word. Longer texts take several. */
const partWords = 16_000;
const partCharacters = 200_000;
export const longestWord = 500;

/** A folded text as the literals of word vectors, with the places of each word for phrases. */
export function toVectors(folded: string): string[] {
  const vectors: string[] = [];
  let places = new Map<string, number[]>();
  let words = 0;
  let characters = 0;
  const finish = () => {
    if (words > 0) vectors.push(toLiteral(places));
    places = new Map();
    words = 0;
    characters = 0;
  };
  for (const whole of folded.split(' ')) {
    if (whole === '') continue;
    const word = whole.slice(0, longestWord);
    if (words === partWords || characters > partCharacters) finish();
    words += 1;
    characters += word.length;
    const found = places.get(word);
    if (found === undefined) places.set(word, [words]);
    else found.push(words);
  }
  finish();
  return vectors;
}

/** Folded words hold letters and digits only, so nothing in them needs a quote. */
function toLiteral(places: Map<string, number[]>): string {
  return [...places].map(([word, found]) => `'${word}':${found.join(',')}`).join(' ');
}
