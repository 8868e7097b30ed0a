import { piiLabels } from 'agentaudit-schemas';

import { placeholderOf } from '../detection.ts';
import { contextList } from './context-list.ts';
import { type SecretFormat, secretFormats } from './secret-formats.ts';
import { type Program, programs } from './secrets.ts';
import { keyWords, passwordWords } from './secret-words.ts';

/** What a word of the detectors' automaton starts. */
export type Role =
  | { does: 'context' }
  | { does: 'token'; format: SecretFormat; start: string }
  | { does: 'assign'; kind: 'password' | 'key'; word: string }
  | { does: 'argument'; program: Program }
  | { does: 'bearer' | 'scheme' | 'www' | 'pem' | 'at' | 'headOffice' | 'placeholder' };

/** Between words any of these may stand; the automaton takes them for one. */
export const joiners = ' _-';

const joins = (word: string) => (word.includes(' ') ? [word, word.replaceAll(' ', '')] : [word]);

const assign = (kind: 'password' | 'key', words: readonly string[]) =>
  [...new Set(words.flatMap(joins))].map((word) => [word, { does: 'assign', kind, word }] as const);

const entries: readonly (readonly [string, Role])[] = [
  ...contextList.map((word) => [word.text, { does: 'context' }] as const),
  ...secretFormats.flatMap((format) =>
    format.starts.map((start) => [start, { does: 'token', format, start }] as const),
  ),
  ...assign('password', passwordWords),
  ...assign('key', keyWords),
  ['bearer', { does: 'bearer' }],
  ['basic', { does: 'bearer' }],
  ...programs.map((program) => [program, { does: 'argument', program }] as const),
  ['://', { does: 'scheme' }],
  ['www.', { does: 'www' }],
  ['-----begin', { does: 'pem' }],
  ...['(at)', '[at]', '{at}', '( at )', '[ at ]', '<at>', ' dot ', '[dot]', '(dot)', '[.]'].map(
    (sign) => [sign, { does: 'at' }] as const,
  ),
  ['xxx', { does: 'headOffice' }],
  ...[...piiLabels, 'KEYWORD', 'REDACTED', 'PROMPT_INJECTION'].map(
    (label) => [placeholderOf(label), { does: 'placeholder' }] as const,
  ),
];

/** The words of the built-in detectors, those of `contextList` first, and what each starts. */
export const detectorWords: readonly string[] = entries.map(([word]) => word);
export const detectorRoles: readonly Role[] = entries.map(([, role]) => role);
