import { canonicalDepthLimit, canonicalize } from 'agentaudit-ledger';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

/** The RFC's rules word by word, without a thought for speed. */
function reference(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(reference).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(byCodeUnits);
  return `{${members.map(([key, item]) => `${JSON.stringify(key)}:${reference(item)}`).join(',')}}`;
}

function byCodeUnits([left]: [string, unknown], [right]: [string, unknown]): number {
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    if (left.charCodeAt(at) !== right.charCodeAt(at)) return left.charCodeAt(at) - right.charCodeAt(at);
  }
  return left.length - right.length;
}

const text = fc.string({ unit: 'binary' }).filter((value) => value.isWellFormed());
const key = fc.oneof(text, fc.nat().map(String), fc.constantFrom('__proto__', 'constructor', '', '10', '9', 'a'));
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    text,
    fc.array(tie('json'), { maxLength: 5 }),
    fc
      .array(fc.tuple(key, tie('json')), { maxLength: 8 })
      .map((members): unknown =>
        JSON.parse(`{${members.map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`).join(',')}}`),
      ),
  ),
}));

describe('the text of a value', () => {
  test.each([
    [
      'sorts keys by UTF-16 code units',
      '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}',
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    ],
    [
      'writes numbers as ECMAScript does',
      '[333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001, -0, 1e21, 1e-7]',
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0,1e+21,1e-7]',
    ],
    [
      'escapes no more than it must',
      '"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/\\u007f\\u2028"',
      '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/\u007f\u2028"',
    ],
    ['sorts integer keys as text', '{"9":1,"10":2,"a":3}', '{"10":2,"9":1,"a":3}'],
    [
      'sorts inside what needs no sorting',
      '{"a":[1,{"z":{"b":1,"a":2}}],"b":0}',
      '{"a":[1,{"z":{"a":2,"b":1}}],"b":0}',
    ],
    ['takes __proto__ as any other key', '{"b":1,"__proto__":{"y":1,"x":2}}', '{"__proto__":{"x":2,"y":1},"b":1}'],
  ])('%s', (_, input, output) => {
    expect(canonicalize(JSON.parse(input))).toBe(output);
  });

  test('is that of a plain reading of the RFC', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalize(value)).toBe(reference(value));
      }),
      { numRuns: 2000 },
    );
  });

  test('parses to an equal value, and is its own canonical text', () => {
    fc.assert(
      fc.property(json, (value) => {
        const parsed: unknown = JSON.parse(canonicalize(value));
        expect(parsed).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalize(parsed)).toBe(canonicalize(value));
      }),
    );
  });

  test('leaves the value as it was', () => {
    const value = { b: { d: 1, c: 2 }, a: [{ z: 1, y: 2 }] };
    canonicalize(value);
    expect(JSON.stringify(value)).toBe('{"b":{"d":1,"c":2},"a":[{"z":1,"y":2}]}');
  });

  test('is that of an object without a prototype too', () => {
    expect(canonicalize(Object.assign(Object.create(null), { b: 1, a: 2 }))).toBe('{"a":2,"b":1}');
  });
});

describe('what is not JSON is refused', () => {
  const wrong: [string, unknown][] = [
    ['undefined', undefined],
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a bigint', 1n],
    ['NaN', Number.NaN],
    ['infinity', -Infinity],
    ['a lone surrogate', '\ud800'],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['bytes', new Uint8Array(2)],
  ];
  const places: [string, (value: unknown) => unknown][] = [
    ['alone', (value) => value],
    ['in an array', (value) => [1, value]],
    ['in an object', (value) => ({ a: value, b: 1 })],
    ['in an object out of order', (value) => ({ b: 1, a: value })],
    ['beside an integer key', (value) => ({ b: 1, 1: value })],
    ['behind an integer key', (value) => ({ 10: 1, 9: 1, z: value })],
  ];

  test.each(wrong.flatMap(([name, value]) => places.map(([place, put]) => [`${name} ${place}`, put(value)] as const)))(
    '%s',
    (_, value) => {
      expect(() => canonicalize(value)).toThrow(TypeError);
    },
  );

  test.each([{ '\udc00': 1 }, { b: 1, '\udc00': 1 }, { 10: 1, 9: 1, '\udc00': 1 }])(
    'a lone surrogate in a key',
    (value) => {
      expect(() => canonicalize(value)).toThrow(TypeError);
    },
  );

  test('a hole in an array', () => {
    expect(() => canonicalize(Array.from({ length: 2 }).concat(1))).toThrow(TypeError);
    // oxlint-disable-next-line no-sparse-arrays -- the hole is the point
    expect(() => canonicalize({ 10: 1, 9: [1, , 2] })).toThrow(TypeError);
  });
});

function nested(levels: number, inner: string): unknown {
  return JSON.parse(`${'['.repeat(levels)}${inner}${']'.repeat(levels)}`);
}

describe('depth', () => {
  test('up to the limit is taken, one more is refused', () => {
    expect(canonicalize(nested(canonicalDepthLimit, ''))).toHaveLength(2 * canonicalDepthLimit);
    expect(() => canonicalize(nested(canonicalDepthLimit + 1, ''))).toThrow(RangeError);
    expect(() => canonicalize(nested(canonicalDepthLimit, '{"10":1,"9":1}'))).toThrow(RangeError);
  });

  test('that would exhaust the stack is refused with a message', () => {
    expect(() => canonicalize(nested(100_000, '{"b":1,"a":1}'))).toThrow('1000 levels');
  });

  test('without end is refused', () => {
    const cyclic: Record<string, unknown> = { 1: 1 };
    cyclic['self'] = cyclic;
    expect(() => canonicalize(cyclic)).toThrow(RangeError);
  });
});
