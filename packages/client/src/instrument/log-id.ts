import { isLogId } from '../typeid.ts';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** The log id that stands for a UUID of a framework's own, so that its runs can name each other as they do there. */
export function toLogId(uuid: string): string | undefined {
  const hex = uuid.replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/i.test(hex)) return undefined;
  let bits = BigInt(`0x${hex}`);
  let suffix = '';
  for (let digit = 0; digit < 26; digit++) {
    suffix = alphabet[Number(bits & 31n)] + suffix;
    bits >>= 5n;
  }
  const id = `log_${suffix}`;
  return isLogId(id) ? id : undefined;
}
