import type { RuleCondition } from 'agentaudit-schemas';

import { contextWords } from '../../packages/rules/src/detect/context-words.ts';
import { injectionStarts } from '../../packages/rules/src/detect/injections.ts';
import { keyWords, passwordWords } from '../../packages/rules/src/detect/secret-words.ts';
import { secretFormats } from '../../packages/rules/src/detect/secret-formats.ts';
import { packs } from '../../packages/rules/src/index.ts';

const escaped = (word: string) => word.replace(/[$.*+?^(){}|[\]\\/]/g, '\\$&').replaceAll(' ', '[ _-]?');
const wordPattern = (word: string) => new RegExp(`\\b${escaped(word)}`, 'gi');

// prettier-ignore
const shapes = [
  /[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}/g, /\bhttps?:\/\/[^\s"'<>]+/g, /\b(?:\d{1,3}\.){3}\d{1,3}\b/g, /\b(?:[0-9a-fA-F]{1,4}:){2,7}[0-9a-fA-F]{1,4}\b/g,
  /\b(?:[0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}\b/g, /\b(?:\d[ -]?){13,19}\b/g, /\b\d{3}[- ]?\d{2}[- ]?\d{4}\b/g, /\b9\d{2}-\d{2}-\d{4}\b/g, /\b\d{2}-\d{7}\b/g,
  /\+?\d{1,3}?[ .-]?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b/g, /\+\d{1,3}(?:[ .-]?\d{1,4}){2,6}\b/g, /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b/g,
  /\b\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b/g, /\b\d{4}-\d{2}-\d{2}\b/g, /\b\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{4}\b/gi,
  /\b[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]\b/g, /\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b/g, /\b\d{8}[A-Z]\b/g, /\b[A-Z]{5}\d{4}[A-Z]\b/g, /\b\d{3}\.\d{3}\.\d{3}-\d{2}\b/g,
  /\b[1-9][A-Z][A-Z0-9]\d-?[A-Z][A-Z0-9]\d-?[A-Z]{2}\d{2}\b/g, /\b[A-Z]{2}\d{7}\b/g, /\b0x[0-9a-fA-F]{40}\b/g, /\b[13][1-9A-HJ-NP-Za-km-z]{25,34}\b/g, /\bbc1[0-9a-z]{25,60}\b/g,
  /\b[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?\b/g, /\b\d{9,12}\b/g, /\b\d{4} \d{4} \d{4}\b/g, /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/g, /:\/\/[^\s:@/]*:([^\s@/]+)@/g,
];

const injectionPatterns = [
  ...new Set(injectionStarts.flatMap(({ patterns }) => patterns.map(({ pattern }) => pattern))),
];

/** What the engine looks for, every word and format a regular expression of its own. */
export const naivePatterns: readonly RegExp[] = [
  ...shapes,
  ...secretFormats.map(({ pattern }) => new RegExp(pattern.source, 'g')),
  ...Object.values(contextWords).flatMap((words) => words.map((word) => wordPattern(word.replace(/!$/, '')))),
  ...passwordWords.map((word) => wordPattern(word)),
  ...keyWords.map((word) => wordPattern(word)),
  ...injectionPatterns.map(unstuck),
  ...packs.flatMap(({ rules }) => rules.flatMap(({ condition }) => patternsOf(condition))),
];

/** To be found anywhere, as a loop has no word to begin at. */
function unstuck({ source, flags }: RegExp): RegExp {
  return new RegExp(source, flags.replace('y', 'g'));
}

function patternsOf(condition: RuleCondition): RegExp[] {
  if ('keywords' in condition) return condition.keywords.map((word) => wordPattern(word));
  return 'pattern' in condition ? [new RegExp(condition.pattern, 'gi')] : [];
}

/** Runs them one after the other, as a loop over rules does. */
export function naiveMatches(text: string): number {
  let matches = 0;
  for (const pattern of naivePatterns) {
    pattern.lastIndex = 0;
    while (pattern.exec(text)) matches += 1;
  }
  return matches;
}
