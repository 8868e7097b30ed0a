import { isCapital, isDigit, isLetter, isSmall, isWord } from '../text/characters.ts';
import { origin } from '../text/units.ts';
import type { Reading } from './candidate.ts';
import { findHeadOfficeBic } from './bank-codes.ts';
import { detectorRoles } from './detector-words.ts';
import { findSpelledEmail } from './emails.ts';
import { findUrl } from './network.ts';
import { findAssigned } from './assigned-secrets.ts';
import { findArgument, findBearer, findPrivateKey, findToken, findUrlPassword } from './secrets.ts';

/** What begins with a word of the detectors, or stands behind it. */
export function startFromWord(reading: Reading, word: number, end: number): void {
  const role = detectorRoles[word];
  const { codes } = reading;
  switch (role?.does) {
    case 'token':
      findToken(reading, role.format, end - role.start.length);
      break;
    case 'assign': {
      const start = end - role.word.length;
      if (standsApart(codes, start, end)) findAssigned(reading, end, start, role.kind);
      break;
    }
    case 'bearer':
      if (!isWord(codes[origin + end - 7]!)) findBearer(reading, end);
      break;
    case 'argument':
      findArgument(reading, role.program, end);
      break;
    case 'scheme':
      findUrl(reading, schemeStart(codes, end - 3), true);
      findUrlPassword(reading, end);
      break;
    case 'www':
      findUrl(reading, end - 4, false);
      break;
    case 'pem':
      findPrivateKey(reading, end - 10);
      break;
    case 'at':
      findSpelledEmail(reading, end);
      break;
    case 'headOffice':
      findHeadOfficeBic(reading, end);
      break;
  }
}

/** `pwd` in `DB_PWD` and `dbPwd`, not in `spwdx`; a plural is something else (`tokens: 512`). */
function standsApart(codes: Uint16Array, start: number, end: number): boolean {
  const before = codes[origin + start - 1]!;
  const next = codes[origin + end]!;
  if (isLetter(next) || isDigit(next)) return false;
  return end - start >= 6 || !isWord(before) || (isSmall(before) && isCapital(codes[origin + start]!));
}

function schemeStart(codes: Uint16Array, colon: number): number {
  let start = colon;
  while (start > 0 && colon - start < 6 && isLetter(codes[origin + start - 1]!)) start -= 1;
  return start;
}
