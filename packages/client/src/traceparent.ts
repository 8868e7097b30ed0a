import type { SpanContext } from './context.ts';
import { toSpanIdHex } from './typeid.ts';

/** Headers to write to: a `Headers`, or a plain object. */
export type HeaderCarrier = { set(name: string, value: string): unknown } | Record<string, unknown>;

/** Headers to read from: a `Headers`, or a plain object as Node's `request.headers`. */
export type HeaderSource = { get(name: string): string | null } | Record<string, unknown>;

const vendor = 'agentaudit';
const traceparent = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}/;

/**
 * Writes W3C `traceparent` and `tracestate`. Ids of ours that are no W3C ids travel whole in `tracestate`, and
 * `traceparent` carries ids derived from them for everybody else.
 */
export function injectContext<Carrier extends HeaderCarrier>(
  context: SpanContext | undefined,
  carrier: Carrier,
): Carrier {
  if (!context) return carrier;
  const { traceId, spanId = '' } = context;
  write(
    carrier,
    'traceparent',
    `00-${toTraceIdHex(traceId)}-${spanId ? toParentIdHex(spanId) : '0000000000000001'}-01`,
  );
  const others = read(carrier, 'tracestate')
    ?.split(',')
    .filter((member) => !member.trim().startsWith(`${vendor}=`));
  write(carrier, 'tracestate', [`${vendor}=${encode(traceId)}:${encode(spanId)}`, ...(others ?? [])].join(','));
  return carrier;
}

/** Undefined when the headers name no trace. */
export function extractContext(headers: HeaderSource): SpanContext | undefined {
  const member = read(headers, 'tracestate')
    ?.split(',')
    .map((item) => item.trim())
    .find((item) => item.startsWith(`${vendor}=`));
  const ids = member
    ?.slice(vendor.length + 1)
    .split(':')
    .map(decode);
  const match = traceparent.exec(read(headers, 'traceparent')?.trim() ?? '');
  if (ids?.[0] && match?.[1] === toTraceIdHex(ids[0])) return { traceId: ids[0], spanId: ids[1] || undefined };
  if (!match || /^0+$/.test(match[1] as string)) return undefined;
  return { traceId: match[1] as string, spanId: match[2] as string };
}

function toTraceIdHex(traceId: string): string {
  const hex = traceId.replace(/^run-/, '').replaceAll('-', '').toLowerCase();
  return /^(?!0+$)[\da-f]{32}$/.test(hex) ? hex : hashHex(traceId, 0) + hashHex(traceId, 1);
}

function toParentIdHex(spanId: string): string {
  if (/^[\da-f]{16}$/.test(spanId)) return spanId;
  return spanId.startsWith('log_') ? toSpanIdHex(spanId) : hashHex(spanId, 0);
}

/** 64-bit FNV-1a: every service derives the same id from the same name. */
function hashHex(text: string, seed: number): string {
  let hash = 0xcbf2_9ce4_8422_2325n + BigInt(seed);
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100_0000_01b3n);
  }
  return hash.toString(16).padStart(16, '0');
}

/** `tracestate` values hold no comma, equals sign or control character, and the colon is ours. */
function encode(id: string): string {
  return encodeURIComponent(id);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

function write(carrier: HeaderCarrier, name: string, value: string): void {
  if (typeof carrier['set' as keyof HeaderCarrier] === 'function') (carrier as Headers).set(name, value);
  else (carrier as Record<string, unknown>)[name] = value;
}

function read(headers: HeaderSource, name: string): string | undefined {
  if (typeof headers['get' as keyof HeaderSource] === 'function') return (headers as Headers).get(name) ?? undefined;
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof found === 'string' ? found : Array.isArray(found) ? found.join(',') : undefined;
}
