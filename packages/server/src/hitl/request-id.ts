import { newId } from '../ids.ts';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** `hitl-req-` and a UUIDv7: ids sort by creation, as all of ours do. */
export function newRequestId(): string {
  const suffix = newId('log').slice('log_'.length);
  let value = 0n;
  for (const digit of suffix) value = (value << 5n) | BigInt(alphabet.indexOf(digit));
  const hex = value.toString(16).padStart(32, '0');
  return `hitl-req-${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
