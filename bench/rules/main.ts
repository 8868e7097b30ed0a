import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import {
  type CompilableRule,
  compile,
  createMemoryHistory,
  detect,
  type PackRuleDefinition,
  packs,
} from '../../packages/rules/src/index.ts';
import { compileRegex } from '../../packages/rules/src/judge/linear-regex.ts';
import { type Figure, median, toTable } from '../figure.ts';
import { measureAccuracy } from './accuracy.ts';
import { hostilePieces, hostileText } from './hostile.ts';
import { naiveMatches, naivePatterns } from './naive.ts';
import { createTexts } from './texts.ts';

const { values } = parseArgs({ options: { set: { type: 'string' }, seconds: { type: 'string', default: '2' } } });
const labelledSet = values.set ?? process.env['LABELLED_SET'];
const seconds = Number(values.seconds);
const textLength = 1024;
const textCount = 200;

const rules = compile(
  packs.flatMap(({ id, rules: definitions }) => definitions.map((definition) => toRule(id, definition))),
);

/** Never appended to: stateful rules read it and find nothing, at the cost of reading. */
const history = createMemoryHistory();
const figures: Figure[] = [];
const engine = 'rules';
const add = (measured: string, value: string, limit = '', ok?: boolean) =>
  figures.push({ measured, engine, value, limit, ...(ok !== undefined && { ok }) });

if (labelledSet) {
  const { f1, emptyHit, texts } = measureAccuracy(labelledSet);
  add(`F1 on ${texts} labelled texts`, f1.toFixed(4), '≥ 0.97', f1 >= 0.97);
  add('share of empty texts hit', emptyHit.toFixed(4), '≤ 0.02', emptyHit <= 0.02);
}

for (const [kind, dense, least] of [
  ['dense in personal data', true, 8],
  ['ordinary', false, 20],
] as const) {
  const texts = createTexts(textCount, textLength, dense);
  const items = texts.reduce((sum, text) => sum + detect(text).length, 0) / textCount;
  add(`1 KB texts ${kind}, items found in each`, items.toFixed(1));
  // As in a server that has run for a while: compiled, not just begun to be.
  for (const run of [judge, detect, naiveMatches]) megabytesPerSecond(texts, run, 1);
  // Taken in turns, so that what else the machine does falls on all of them.
  const rates = { all: [] as number[], alone: [] as number[], naive: [] as number[] };
  for (let turn = 0; turn < 5; turn++) {
    rates.all.push(megabytesPerSecond(texts, judge));
    rates.alone.push(megabytesPerSecond(texts, detect));
    rates.naive.push(megabytesPerSecond(texts, naiveMatches));
  }
  const all = median(rates.all);
  const ratio = median(rates.all.map((rate, turn) => rate / (rates.naive[turn] ?? 1)));
  add(`1 KB texts ${kind}, all packs on, per CPU second`, `${all.toFixed(1)} MB`, `≥ ${least} MB`, all >= least);
  add(`1 KB texts ${kind}, detectors alone, per CPU second`, `${median(rates.alone).toFixed(1)} MB`);
  add(
    `1 KB texts ${kind}, loop over ${naivePatterns.length} patterns, per CPU second`,
    `${median(rates.naive).toFixed(2)} MB`,
  );
  add(`1 KB texts ${kind}, all packs on against that loop`, `${ratio.toFixed(0)}×`, '≥ 40×', ratio >= 40);
}

const events = createTexts(textCount, 500, false);
add('CPU of all packs for an event of 650 bytes', `${(500 / megabytesPerSecond(events, judge)).toFixed(0)} µs`);

const patterns = [
  '(a+)+$',
  '(a|a?)+$',
  '(a*)*b',
  '(a|aa)+$',
  '(?:a{0,20}){0,20}b',
  '(.*a){12}',
  '(.*a){12}!$',
  '([a-zA-Z]+)*!',
  'a(.*b)?',
];
const longText = `${'a'.repeat(100_000)}!`;
for (const pattern of patterns) {
  const regex = compileRegex(pattern);
  // An expression asks whether it matches, a rule where.
  for (const [asked, ask] of [
    ['whether', () => regex.test(longText)],
    ['where', () => regex.test(longText) && regex.findAll(longText)],
  ] as const) {
    ask();
    const millis = median(Array.from({ length: 5 }, () => cpuMicros(ask))) / 1000;
    add(`${pattern} on 100 KB, ${asked}`, `${millis.toFixed(1)} ms`, '< 50 ms', millis < 50);
  }
}

/** Texts made to cost the most: all are tried briefly, and those that took longest as large as a text may be. */
const suspects = hostilePieces
  .map((piece) => ({ piece, micros: cpuMicros(() => judge(hostileText(piece, 10_000))) }))
  .sort((one, other) => other.micros - one.micros)
  .slice(0, 20);
const worst = suspects
  .map(({ piece }) => ({ piece, millis: cpuMicros(() => judge(hostileText(piece, 1_000_000))) / 1000 }))
  .sort((one, other) => other.millis - one.millis)[0]!;
add(`worst of ${hostilePieces.length} hostile texts of 1 MB, all packs on`, `${worst.millis.toFixed(0)} ms`);
add('what it is made of', JSON.stringify(worst.piece));

const installed = ['src', 'node_modules/re2js', 'node_modules/@marcbachmann/cel-js'].map((path) =>
  bytesBelow(fileURLToPath(new URL(`../../packages/rules/${path}`, import.meta.url))),
);
add('installed size: engine, re2js, cel-js', `${installed.map((bytes) => (bytes / 1e6).toFixed(2)).join(' + ')} MB`);

process.stdout.write(`${toTable(figures)}\n`);
process.exitCode = figures.some(({ ok }) => ok === false) ? 1 : 0;

function toRule(packId: string, { key, name, severity, ruleType, condition }: PackRuleDefinition): CompilableRule {
  const rule = {
    id: `${packId}/${key}`,
    name,
    severity,
    ruleType,
    condition,
    appliesTo: 'organization',
    isActive: true,
  };
  // A definition holds its condition to its type.
  return rule as CompilableRule;
}

function judge(text: string): unknown {
  return rules.evaluate(
    { action: 'llm_call', agentId: 'agent', traceId: 'trace', prompt: text, metadata: { model: 'm', tokens: 340 } },
    { history, now: 0 },
  );
}

function megabytesPerSecond(
  texts: readonly string[],
  run: (text: string) => unknown,
  forSeconds = seconds / 5,
): number {
  for (const text of texts) run(text);
  let bytes = 0;
  const until = performance.now() + forSeconds * 1000;
  const micros = cpuMicros(() => {
    do {
      for (const text of texts) run(text);
      bytes += texts.length * (texts[0]?.length ?? 0);
    } while (performance.now() < until);
  });
  return bytes / micros;
}

function cpuMicros(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

function bytesBelow(path: string): number {
  const status = statSync(path);
  return status.isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + bytesBelow(`${path}/${name}`), 0)
    : status.size;
}
