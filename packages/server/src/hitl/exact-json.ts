import { hitlErrors } from './errors.ts';

interface Frame {
  /** Of an object, those met so far. */
  keys: Set<string> | undefined;
  key: string;
  expectsKey: boolean;
}

/**
 * Refuses JSON that two readers could understand differently: a key that an object holds twice, and
 * inside `fields` (such as `tool.arguments`) a number that JSON readers round. What a person approves
 * must be what any tool reads.
 *
 * @param text is known to be JSON
 */
export function assertExactJson(text: string, fields: readonly string[]): void {
  const frames: Frame[] = [];
  // Where the value of one of the fields lies, and how deep the object that holds it.
  let field: string | undefined;
  let fieldDepth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const frame = frames.at(-1);
    switch (text[at]) {
      case '{':
        frames.push({ keys: new Set(), key: '', expectsKey: true });
        break;
      case '[':
        frames.push({ keys: undefined, key: '', expectsKey: false });
        break;
      case '}':
      case ']':
        if (frames.length === fieldDepth) field = undefined;
        frames.pop();
        break;
      case ',':
        if (frames.length === fieldDepth) field = undefined;
        frame!.expectsKey = frame!.keys !== undefined;
        break;
      case '"': {
        const end = endOfString(text, at);
        if (frame?.expectsKey === true) takeKey(frame, text.slice(at, end + 1));
        at = end;
        if (field === undefined && frame?.expectsKey === false && frames.length <= 2) {
          const path = frames.map(({ key }) => key).join('.');
          if (frame.keys !== undefined && fields.includes(path)) [field, fieldDepth] = [path, frames.length];
        }
        break;
      }
      default:
        if (isNumeral(text, at)) {
          const end = endOfNumber(text, at);
          if (field !== undefined) assertExactNumber(text.slice(at, end), field);
          at = end - 1;
        }
    }
  }
}

function takeKey(frame: Frame, quoted: string): void {
  const key = quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
  if (frame.keys!.has(key)) throw hitlErrors.invalidField(key, 'stands twice in one object');
  frame.keys!.add(key);
  frame.key = key;
  frame.expectsKey = false;
}

function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
}

function isNumeral(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 0x2d || (code >= 0x30 && code <= 0x39);
}

function endOfNumber(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && '0123456789+-.eE'.includes(text[end]!)) end += 1;
  return end;
}

function assertExactNumber(literal: string, field: string): void {
  const value = Number(literal);
  if (!Number.isFinite(value) || toDecimal(literal) !== toDecimal(String(value))) {
    const shown = literal.length > 40 ? `${literal.slice(0, 40)}…` : literal;
    throw hitlErrors.invalidField(field, `holds the number ${shown}, which JSON readers round: send it as a string`);
  }
}

/** The same text for the same number, however it is written. */
function toDecimal(literal: string): string {
  const [, whole = '', fraction = '', exponent = '0'] = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(literal)!;
  const digits = (whole + fraction).replace(/^0+/, '');
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end -= 1;
  return end === 0 ? '0' : `${digits.slice(0, end)}e${Number(exponent) - fraction.length + digits.length - end}`;
}
