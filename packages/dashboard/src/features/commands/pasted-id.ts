export type IdKind =
  | 'log'
  | 'trace'
  | 'approval'
  | 'rule'
  | 'policy'
  | 'agent'
  | 'alert'
  | 'report'
  | 'key'
  | 'delivery';

/** What a pasted text is the id of. */
export interface PastedId {
  kind: IdKind;
  id: string;
}

const typed = new Map<string | undefined, IdKind>([
  ['log', 'log'],
  ['rule', 'rule'],
  ['policy', 'policy'],
  ['agent', 'agent'],
  ['alert', 'alert'],
  ['report', 'report'],
  ['key', 'key'],
  ['hook', 'delivery'],
]);

const typeId = /^([a-z]+)_[0-7][0-9a-hjkmnp-tv-z]{25}$/;
const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const approvalId = new RegExp(`^hitl-req-${uuid}$`);
/** W3C trace ids and UUIDs; other traces are found by being asked for. */
const traceId = new RegExp(`^([0-9a-f]{32}|${uuid})$`);

/** Recognizes ids by their shape; `undefined` for any other text. */
export function readPastedId(text: string): PastedId | undefined {
  const id = text.trim();
  const kind = typed.get(typeId.exec(id)?.[1]);
  if (kind !== undefined) return { kind, id };
  if (approvalId.test(id)) return { kind: 'approval', id };
  return traceId.test(id) ? { kind: 'trace', id } : undefined;
}
