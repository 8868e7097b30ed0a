import { type ASTNode, Environment, type ParseResult } from '@marcbachmann/cel-js';
import type { ExpressionCondition } from 'agentaudit-schemas';

import { detect } from '../detect/detect.ts';
import type { RuleEvent } from '../event.ts';
import { type EventJudge, type Judge, NotApplicable, type Proceedings } from './judge.ts';
import { compileRegex, isAscii, type LinearRegex, PatternError } from './linear-regex.ts';

/** An expression that does not compile, and where. */
export class ExpressionError extends Error {
  readonly position: number;
  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }
}

/** Says whether an event is what the expression describes. Throws `NotApplicable` where it cannot be said. */
export type Predicate = (proceedings: Pick<Proceedings, 'variables'>) => boolean;

// prettier-ignore
const fields = ['action', 'prompt', 'response', 'metadata', 'agentId', 'traceId', 'parentSpanId', 'sessionId', 'userId', 'timestamp', 'durationMs', 'status'] as const;
/** With loops inside loops, lists are read up to here, so that no metadata can make an expression run for minutes. */
const listLimit = 200;
const loops = new Set(['all', 'exists', 'exists_one', 'map', 'filter', 'transformList', 'transformMap']);

const regexes = new Map<string, LinearRegex>();

const environment = createEnvironment();

function createEnvironment(): Environment {
  const created = new Environment({ unlistedVariablesAreDyn: false, homogeneousAggregateLiterals: false });
  for (const name of ['event', ...fields]) created.registerVariable(name, 'dyn');
  created.registerVariable('found', 'list<string>');
  created.registerVariable('now', 'google.protobuf.Timestamp');
  // Texts may be missing: nothing is found in what is not there.
  created.registerFunction('pii(dyn, string): bool', (text: unknown, label: string) =>
    detections(text).some((each) => each.label === label),
  );
  created.registerFunction('count(dyn, string): int', (text: unknown, label: string) =>
    BigInt(detections(text).filter((each) => each.label === label).length),
  );
  created.registerFunction(
    're2(dyn, string): bool',
    (text: unknown, pattern: string) => typeof text === 'string' && regexFor(pattern).test(text),
  );
  created.registerFunction(
    'mentions(dyn, string): bool',
    (text: unknown, words: string) => typeof text === 'string' && beginningsOf(words)(text),
  );
  return created;
}

const beginnings = new Map<string, (text: string) => boolean>();

/** Words that begin with one of those given, `,` between them. Plain words: no repeat, so no backtracking to fear. */
function beginningsOf(words: string): (text: string) => boolean {
  let test = beginnings.get(words);
  if (!test) {
    const escaped = words.split(',').map((word) => word.trim().replace(/[$.*+?^(){}|[\]\\/]/g, '\\$&'));
    // What stands before a word is asked behind it: a pattern that begins with the words is searched for faster.
    const beginning = (of: string) =>
      escaped
        .filter((word) => word !== '')
        .map((word) => `${word}(?<!${of}${word})`)
        .join('|') || '(?!)';
    const pattern = new RegExp(beginning('[\\p{L}\\p{N}_]'), 'iu');
    // The same where there is nothing but ASCII, several times faster.
    const plain = new RegExp(beginning('[A-Za-z0-9_]'), 'i');
    const foldsAlike = isAscii(words);
    test = (text) => (foldsAlike && isAscii(text) ? plain : pattern).test(text);
    if (beginnings.size < 1000) beginnings.set(words, test);
  }
  return test;
}

function detections(text: unknown) {
  return typeof text === 'string' ? detect(text) : [];
}

function regexFor(pattern: string): LinearRegex {
  let regex = regexes.get(pattern);
  if (!regex) {
    regex = compileRegex(pattern);
    if (regexes.size < 1000) regexes.set(pattern, regex);
  }
  return regex;
}

export function compileExpression({ cel }: ExpressionCondition): Judge {
  const holds = compilePredicate(cel);
  const fact = cel.length > 200 ? `${cel.slice(0, 199)}…` : cel;
  const judge: EventJudge = {
    looksAt: 'event',
    judge: (proceedings) => (holds(proceedings) ? { field: null, label: 'EXPRESSION', fact } : null),
  };
  const asksOnlyWho = namesIn(parse(cel).ast).every((name) => name === 'action' || name === 'agentId');
  return asksOnlyWho ? { ...judge, concerns: (who) => mayHold(holds, who) } : judge;
}

/** One that throws has something to say as well: why it was skipped. */
function mayHold(holds: Predicate, { action, agentId = null }: Pick<RuleEvent, 'action' | 'agentId'>): boolean {
  try {
    return holds({ variables: () => ({ action, agentId }) });
  } catch {
    return true;
  }
}

function namesIn({ op, args }: ASTNode): string[] {
  return op === 'id' ? [args] : nodesIn(args).flatMap(namesIn);
}

/** Throws `ExpressionError`. */
export function compilePredicate(cel: string): Predicate {
  const parsed = parse(cel);
  const nested = check(parsed.ast, 0) > 1;
  const checked = parsed.check();
  if (!checked.valid) throw toExpressionError(checked.error);
  if (checked.type !== 'bool' && checked.type !== 'dyn')
    throw new ExpressionError(`must be true or false, not ${checked.type ?? 'that'}`, 0);
  return ({ variables }) => {
    const view = variables();
    let answer: unknown;
    try {
      answer = parsed(nested ? clip(view) : view);
    } catch (error) {
      throw new NotApplicable(summaryOf(error));
    }
    if (typeof answer !== 'boolean')
      throw new NotApplicable(`the expression answers ${typeof answer}, not true or false`);
    return answer;
  };
}

function parse(cel: string): ParseResult {
  try {
    return environment.parse(cel);
  } catch (error) {
    throw toExpressionError(error);
  }
}

function toExpressionError(error: unknown): ExpressionError {
  const { range } = error as { range?: { start?: number } };
  return new ExpressionError(summaryOf(error), range?.start ?? 0);
}

function summaryOf(error: unknown): string {
  const { summary, message } = error as { summary?: string; message?: string };
  return summary ?? message ?? String(error);
}

/** How deep loops nest. Refuses `matches`, whose time can be exponential, and patterns that do not compile. */
function check(node: ASTNode, depth: number): number {
  let deepest = depth;
  const { op, args } = node;
  if ((op === 'rcall' || op === 'call') && args[0] === 'matches')
    throw new ExpressionError(
      'matches is not offered: use re2(text, pattern), which takes linear time',
      node.range.start,
    );
  if (op === 'call' && args[0] === 're2') checkPattern(args[1][1]);
  const inLoop = op === 'rcall' && loops.has(args[0]);
  for (const child of nodesIn(args)) deepest = Math.max(deepest, check(child, inLoop ? depth + 1 : depth));
  return Math.max(deepest, inLoop ? depth + 1 : depth);
}

function checkPattern(node: ASTNode | undefined): void {
  if (node?.op !== 'value' || typeof node.args !== 'string')
    throw new ExpressionError('the pattern of re2 must be written out', node?.range.start ?? 0);
  try {
    regexFor(node.args);
  } catch (error) {
    if (error instanceof PatternError) throw new ExpressionError(error.message, node.range.start + 1 + error.position);
    throw error;
  }
}

function nodesIn(args: unknown): ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(nodesIn);
  return typeof args === 'object' && args !== null && 'op' in args ? [args as ASTNode] : [];
}

function clip(variables: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries([...fields, 'event', 'found', 'now'].map((name) => [name, clipLists(variables[name])]));
}

function clipLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, listLimit).map(clipLists);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, listLimit)
      .map(([key, each]) => [key, clipLists(each)]),
  );
}

/** What an expression may name: the event, its fields, `found` (labels of personal data in it) and `now`. */
export function variablesOf(event: RuleEvent, at: number, found: () => string[]): Record<string, unknown> {
  return new EventVariables(event, at, found) as unknown as Record<string, unknown>;
}

/** What is seldom asked for is made when it is. */
class EventVariables {
  readonly action: unknown;
  readonly prompt: unknown;
  readonly response: unknown;
  readonly metadata: unknown;
  readonly agentId: unknown;
  readonly traceId: unknown;
  readonly parentSpanId: unknown;
  readonly sessionId: unknown;
  readonly userId: unknown;
  readonly timestamp: unknown;
  readonly durationMs: unknown;
  readonly status: unknown;
  private readonly at: number;
  private readonly find: () => string[];
  private labels: string[] | undefined;

  constructor(event: RuleEvent, at: number, find: () => string[]) {
    this.action = event.action;
    this.prompt = event.prompt ?? null;
    this.response = event.response ?? null;
    this.metadata = event.metadata ?? {};
    this.agentId = event.agentId ?? null;
    this.traceId = event.traceId ?? null;
    this.parentSpanId = event.parentSpanId ?? null;
    this.sessionId = event.sessionId ?? null;
    this.userId = event.userId ?? null;
    this.timestamp = event.timestamp ?? null;
    this.durationMs = event.durationMs ?? null;
    this.status = event.status ?? null;
    this.at = at;
    this.find = find;
  }

  get event(): Record<string, unknown> {
    return Object.fromEntries(fields.map((field) => [field, this[field]]));
  }

  get found(): string[] {
    return (this.labels ??= this.find());
  }

  get now(): Date {
    return new Date(this.at);
  }
}
