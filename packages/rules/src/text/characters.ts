const digit = 1;
const small = 2;
const capital = 4;
/** Letters of Latin alphabets beyond ASCII, and what stands between them there. */
const extended = 8;

/** By UTF-16 unit; zero for everything else. */
const kinds = new Uint8Array(65_536);
kinds.fill(digit, 48, 58);
kinds.fill(small, 97, 123);
kinds.fill(capital, 65, 91);
kinds.fill(extended, 0xc0, 0x2_50);

export const isDigit = (code: number) => code >= 48 && code <= 57;
export const isSmall = (code: number) => code >= 97 && code <= 122;
export const isCapital = (code: number) => code >= 65 && code <= 90;
/** ASCII. */
export const isLetter = (code: number) => (kinds[code]! & (small | capital)) !== 0;
/** ASCII letters and digits. */
export const isWord = (code: number) => (kinds[code]! & (digit | small | capital)) !== 0;
export const isLatin = (code: number) => (kinds[code]! & (small | capital | extended)) !== 0;
/** What `\w` matches. */
export const isNameCharacter = (code: number) => isWord(code) || code === 95;
