import type { AuditLog } from 'agentaudit-client';

import { nameOf } from './span-name.ts';

export type Speaker = 'system' | 'user' | 'assistant' | 'tool' | 'event';

/** One thing that was said, called, answered or decided. */
export interface Message {
  key: string;
  log: AuditLog;
  speaker: Speaker;
  /** Who spoke: the role, the model, or the tool. */
  title: string;
  text: string;
  /** The tools that the model asked for, with their arguments as JSON. */
  calls: { name: string; text: string }[];
  /** The first that is shown of its log: what is to be noticed about the log stands here. */
  leads: boolean;
}

const speakers: Record<string, Speaker> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  ai: 'assistant',
  model: 'assistant',
  tool: 'tool',
  function: 'tool',
};

/**
 * Logs as a chat. A model is sent all that was said before with every call; here each thing is said
 * once. `byTime` puts what was said to where it was said, answers to the end of their log; without it
 * the logs stay in the order given.
 */
export function toConversation(logs: readonly AuditLog[], { byTime }: { byTime: boolean }): Message[] {
  const parts = logs.flatMap((log) => {
    const startMs = Date.parse(log.timestamp);
    const endMs = startMs + (log.durationMs ?? 0);
    return partsOf(log).map((part, place) => ({ log, part, place, atMs: part.isAnswer ? endMs : startMs }));
  });
  if (byTime) parts.sort((a, b) => a.atMs - b.atMs);
  const messages: Message[] = [];
  const said = new Set<string>();
  const shown = new Set<string>();
  for (const { log, part, place } of parts) {
    const { speaker, title, text, calls, isHistory } = part;
    if (text === '' && calls.length === 0 && speaker !== 'event') continue;
    const content = `${log.agentId ?? ''}\0${text}`;
    if (isHistory && said.has(content)) continue;
    if (text !== '' && speaker !== 'event') said.add(content);
    messages.push({ key: `${log.id}-${place}`, log, speaker, title, text, calls, leads: !shown.has(log.id) });
    shown.add(log.id);
  }
  return messages;
}

interface Part extends Pick<Message, 'speaker' | 'title' | 'text' | 'calls'> {
  /** It was sent to a model along with what is new. */
  isHistory: boolean;
  /** It was said when the log ended. */
  isAnswer?: boolean;
}

function partsOf(log: AuditLog): Part[] {
  const name = nameOf(log);
  if (log.action === 'llm_call') {
    return [
      ...promptParts(log.prompt ?? ''),
      {
        speaker: 'assistant',
        title: name,
        text: log.response ?? '',
        calls: callsOf(log),
        isHistory: false,
        isAnswer: true,
      },
    ];
  }
  if (/^(hitl_|guardrail_)/.test(log.action)) {
    const text = [log.prompt, log.response].filter(Boolean).join('\n');
    return [{ speaker: 'event', title: `${log.action} ${name}`.trim(), text, calls: [], isHistory: false }];
  }
  if (log.action === 'tool_use' || log.action === 'retrieval') {
    const asked = { name, text: log.prompt ?? '' };
    return [{ speaker: 'tool', title: name, text: log.response ?? '', calls: [asked], isHistory: false }];
  }
  const title = `${log.action} ${name}`.trim();
  // What a run was asked and answered is said again by the calls in it.
  return [
    { speaker: 'event', title, text: '', calls: [], isHistory: false },
    { speaker: 'user', title: 'user', text: log.prompt ?? '', calls: [], isHistory: true },
    { speaker: 'assistant', title: name, text: log.response ?? '', calls: [], isHistory: true, isAnswer: true },
  ];
}

function callsOf({ metadata }: AuditLog): Message['calls'] {
  const calls = metadata?.['tool_calls'];
  if (!Array.isArray(calls)) return [];
  return calls.filter(isRecord).map((call) => ({
    name: typeof call['name'] === 'string' ? call['name'] : 'tool',
    text: toText(call['arguments']),
  }));
}

/** A prompt is a list of messages as JSON, or plain text. */
function promptParts(prompt: string): Part[] {
  const parsed = /^\s*[[{]/.test(prompt) ? parse(prompt) : undefined;
  const listed = isRecord(parsed) ? (parsed['messages'] ?? parsed['input']) : parsed;
  const items: unknown[] = Array.isArray(listed) ? listed.flat() : [];
  if (items.length === 0 || !items.every((item) => isRecord(item) && ('content' in item || 'parts' in item)))
    return [{ speaker: 'user', title: 'user', text: prompt, calls: [], isHistory: true }];
  return items.filter(isRecord).map((item) => {
    const role = toText(item['role'] ?? item['type'] ?? 'user');
    return {
      speaker: speakers[role] ?? 'user',
      title: role,
      text: contentText(item['content'] ?? item['parts']),
      calls: [],
      isHistory: true,
    };
  });
}

function contentText(content: unknown): string {
  if (!Array.isArray(content)) return toText(content);
  return content
    .map((part: unknown) => (isRecord(part) && typeof part['text'] === 'string' ? part['text'] : toText(part)))
    .join('\n');
}

function toText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
