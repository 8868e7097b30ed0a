import type { RuleTest } from 'agentaudit-client';

import type { EngineEvent } from '../engine/protocol.ts';
import type { RuleScope } from '../rule-words.ts';

export type SampleEvent = NonNullable<RuleTest['event']>;

/** What a rule is tried on: a text that was typed, or an event as JSON. */
export interface Sample {
  kind: 'text' | 'event';
  text: string;
  json: string;
}

/** What may stand in an event that is sent; a stored log that is pasted holds more. */
const eventFields = [
  'action',
  'prompt',
  'response',
  'metadata',
  'agentId',
  'traceId',
  'sessionId',
  'userId',
  'timestamp',
  'durationMs',
  'status',
] as const satisfies readonly (keyof SampleEvent)[];

/** What instrumentation writes most. */
export const usualActions = ['llm_call', 'tool_use', 'retrieval', 'agent_run'];

/** The event that a text is judged as, so placed that the rule's scope takes it in. */
export function toTextEvent(text: string, { actions, agentIds, fields }: RuleScope = {}): SampleEvent {
  const event: SampleEvent = { action: actions === undefined ? 'llm_call' : exampleOf(actions, usualActions) };
  if (agentIds !== undefined) event.agentId = exampleOf(agentIds, []);
  const root = fields?.some((field) => field === 'prompt' || field === '*') ? 'prompt' : fields?.[0];
  if (root === undefined || root === 'prompt') event.prompt = text;
  else if (root === 'response') event.response = text;
  else event.metadata = nest(root.split('.').slice(1), text);
  return event;
}

/** The events that a JSON text holds: one, or several of one history. A string says why there are none. */
export function toEvents(json: string): SampleEvent[] | string {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return `Not JSON yet: ${(error as Error).message}`;
  }
  const items: unknown[] = Array.isArray(value) ? value : [value];
  if (items.length === 0) return 'The list is empty.';
  if (!items.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item))) {
    return 'An event is a JSON object.';
  }
  return items.map((item) => toEvent(item as Record<string, unknown>));
}

/** What of a log is an event: what it was given, without what became of it. */
export function toEvent(log: Record<string, unknown>): SampleEvent {
  const entries = eventFields.flatMap((name) =>
    log[name] === null || log[name] === undefined ? [] : [[name, log[name]]],
  );
  return Object.fromEntries(entries as [string, unknown][]) as SampleEvent;
}

/** Between events that do not say when they happened. */
const stepMs = 1;

/** Events as one history, from `startMs` on: each known by its place, and with a time where it has none. */
export function toTimeline(events: readonly SampleEvent[], startMs: number): EngineEvent[] {
  return events.map((event, place) => ({
    timestamp: new Date(startMs + place * stepMs).toISOString(),
    ...event,
    action: event.action ?? 'llm_call',
    id: String(place),
  }));
}

/** A name that one of the patterns takes in. */
export function exampleOf(patterns: readonly string[], known: readonly string[]): string {
  const fits = (name: string) => patterns.some((pattern) => matches(pattern, name));
  return known.find(fits) ?? patterns[0]?.replaceAll('*', '') ?? '';
}

function matches(pattern: string, name: string): boolean {
  const [head = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === name;
  return name.startsWith(head) && name.endsWith(rest.at(-1) ?? '');
}

function nest(keys: readonly string[], value: string): Record<string, unknown> {
  const [key = 'text', ...rest] = keys;
  return { [key === '*' ? 'text' : key]: rest.length === 0 ? value : nest(rest, value) };
}
