import type { RuleEvent } from '../event.ts';

/** One text of an event, where it stands and what its surroundings call it. */
export interface EventText {
  /** `prompt`, `response`, or such as `metadata.items[0].name`. */
  path: string;
  text: string;
  /** Words that lead to it, such as `ssn: ` for the value of that key. Not part of the text. */
  lead: string;
}

/** Keys that say nothing by themselves: the key above speaks for them. */
const plainKey = /^(?:value|val|number|num|no|nr|text|raw|data|content|digits|item|items|\d+)$/i;
const namingKeys = ['name', 'key', 'field', 'label', 'type', 'column', 'header'];

/**
 * The texts of an event in a fixed order: prompt, response, then the strings of `metadata`, long numbers, and keys
 * that could hold data themselves.
 */
export function textsOf(event: RuleEvent): EventText[] {
  const texts: EventText[] = [];
  if (event.prompt) texts.push({ path: 'prompt', text: event.prompt, lead: '' });
  if (event.response) texts.push({ path: 'response', text: event.response, lead: '' });
  if (event.metadata) collect(event.metadata, 'metadata', '', texts);
  return texts;
}

/** As `walk`, without a copy. */
function collect(value: unknown, path: string, lead: string, texts: EventText[]): void {
  if (typeof value === 'string') {
    if (value !== '') texts.push({ path, text: value, lead });
  } else if (typeof value === 'number' || typeof value === 'bigint') {
    if (isLong(value)) texts.push({ path, text: String(value), lead });
  } else if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) collect(value[index], `${path}[${index}]`, lead, texts);
  } else if (typeof value === 'object' && value !== null) {
    const named = nameBeside(value as Record<string, unknown>);
    for (const [key, each] of Object.entries(value)) {
      if (holdsData(key)) texts.push({ path, text: key, lead: '' });
      // Nothing to be read there, and no path or lead to be made.
      if (typeof each === 'boolean' || each === null || (typeof each === 'number' && !isLong(each))) continue;
      collect(each, pathTo(path, key), leadOf(key, named, lead), texts);
    }
  }
}

/** The event with its texts replaced, by their place in `textsOf`, and the paths of all of them as they now are. */
export function withTexts(
  event: RuleEvent,
  replaced: ReadonlyMap<number, string>,
): { event: RuleEvent; paths: string[] } {
  const copy: RuleEvent = { ...event };
  const paths: string[] = [];
  const take = (path: string) => replaced.get(paths.push(path) - 1);
  if (event.prompt) copy.prompt = take('prompt') ?? event.prompt;
  if (event.response) copy.response = take('response') ?? event.response;
  if (event.metadata) {
    copy.metadata = walk(event.metadata, 'metadata', '', take) as Record<string, unknown>;
  }
  return { event: copy, paths };
}

type Visit = (path: string, text: string, lead: string) => unknown;

/** Visits every text below `value`; a string that the visit answers takes its place. */
function walk(value: unknown, path: string, lead: string, visit: Visit): unknown {
  if (typeof value === 'string') return value === '' ? value : replacement(visit(path, value, lead), value);
  if (typeof value === 'number' || typeof value === 'bigint') {
    return isLong(value) ? replacement(visit(path, String(value), lead), value) : value;
  }
  if (Array.isArray(value)) return value.map((each, index) => walk(each, `${path}[${index}]`, lead, visit));
  if (typeof value !== 'object' || value === null) return value;
  const named = nameBeside(value as Record<string, unknown>);
  const copy: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value)) {
    const heard = holdsData(key) ? replacement(visit(path, key, ''), key) : key;
    const below = walk(each, pathTo(path, heard), leadOf(key, named, lead), visit);
    // Not a plain assignment: `__proto__` is a key like any other.
    Object.defineProperty(copy, heard, { value: below, enumerable: true, configurable: true, writable: true });
  }
  return copy;
}

const replacement = <Value>(answer: unknown, value: Value) => (typeof answer === 'string' ? answer : value);
/** Long enough to be an id. */
const isLong = (value: number | bigint) => Math.abs(Number(value)) >= 1e6 && Number.isInteger(Number(value));
const holdsData = (key: string) =>
  key.includes('@') || (key.length >= 7 && /\d{7}|\d{3}-\d{2}-\d{4}|\d{4} \d{4}/.test(key));

function pathTo(path: string, key: string): string {
  return /^[\w$-]+$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

function leadOf(key: string, named: string, above: string): string {
  if (!plainKey.test(key)) return `${key}: `;
  if (named !== '') return `${named} ${key}: `;
  return above === '' ? `${key}: ` : above;
}

/** `{name: 'ssn', value: '…'}`: the value is called by its neighbour. */
function nameBeside(value: Record<string, unknown>): string {
  for (const key of namingKeys) {
    const name = Object.hasOwn(value, key) ? value[key] : undefined;
    if (typeof name === 'string' && name.length <= 60) return name;
  }
  return '';
}
