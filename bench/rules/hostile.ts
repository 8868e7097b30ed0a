import { detectorWords } from '../../packages/rules/src/detect/detector-words.ts';
import { injectionStarts } from '../../packages/rules/src/detect/injections.ts';
import { packs } from '../../packages/rules/src/index.ts';

/** What has been slow, and what might be: everything begins and nothing ends. */
// prettier-ignore
const known = [
  '1-', '1:', '1.2.3.4 ', 'https://a:', '![](https://a?', 'password=', '-----BEGIN PRIVATE KEY-----\n', 'ssn 1', 'dob 1', 'sk-', 'sk-a_', 'ATATT3=', '[EMAIL] ssn 1 ',
  '½', 'ﬃ', '\u200b', '%41', '\\', '&amp;', '1|\n', '<tr><td>1', 'a@b.', '5 3 6 - ', '(', '"', '@', '\n',
];

const words = [
  ...detectorWords,
  ...injectionStarts.map(({ word }) => word),
  ...packs.flatMap(({ rules }) =>
    rules.flatMap(({ condition }) => ('keywords' in condition ? condition.keywords : [])),
  ),
];

/** Beginnings of everything that is looked for, each to be repeated as often as a text holds. */
export const hostilePieces: readonly string[] = [
  ...new Set([...known, ...words.flatMap((word) => [`${word} `, `${word}=`, `${word} 1`])]),
];

export function hostileText(piece: string, length: number): string {
  // A string of its own, as it comes out of a JSON parser.
  return Buffer.from(piece.repeat(Math.ceil(length / piece.length)).slice(0, length)).toString();
}
