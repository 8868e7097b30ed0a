import { isWord } from '../text/characters.ts';
import { origin } from '../text/units.ts';
import { mod97 } from './checksums.ts';

/** How long an IBAN is, by country. */
const lengths: Readonly<Record<string, number>> = Object.fromEntries(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 ' +
    'FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 ' +
    'LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 ' +
    'SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

const space = 32;

/** Reads as many characters as the country's IBAN has, over single spaces, dashes and dots between groups. */
export function readIban(text: string, codes: Uint16Array, start: number): { code: string; end: number } | null {
  const length = lengths[text.slice(start, start + 2).toUpperCase()];
  if (length === undefined) return null;
  let count = 0;
  let place = origin + start;
  for (; count < length; place++) {
    const code = codes[place]!;
    if (isWord(code)) count += 1;
    else if ((code !== space && code !== 45 && code !== 46) || !isWord(codes[place + 1]!)) return null;
  }
  const end = place - origin;
  const code = text.slice(start, end).replace(/[ .-]/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(code)) return null;
  return /\d.*\d.*\d.*\d/.test(code.slice(4)) || (/\d.*\d/.test(code.slice(4)) && isIban(code)) ? { code, end } : null;
}

export const isIban = mod97;
