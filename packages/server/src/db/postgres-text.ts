import { Client, type CustomTypesConfig, types } from 'pg';

/**
 * PostgreSQL's text cannot hold NUL, and a log must give back what it was given. So NUL travels as
 * ESC 0 and ESC as ESC 1, on every connection and in both directions; other text is untouched.
 */
const mustEscape = /[\0\u001b]/;

function escape(text: string): string {
  return mustEscape.test(text) ? text.replaceAll('\u001b', '\u001b1').replaceAll('\0', '\u001b0') : text;
}

function unescape(text: string): string {
  return text.includes('\u001b') ? text.replaceAll('\u001b0', '\0').replaceAll('\u001b1', '\u001b') : text;
}

function escapeValue(value: unknown): unknown {
  if (typeof value === 'string') return escape(value);
  return Array.isArray(value) ? value.map(escapeValue) : value;
}

/** A client that escapes the texts among its parameters. */
export class TextClient extends Client {}

const send: (this: Client, ...args: unknown[]) => unknown = Reflect.get(Client.prototype, 'query');
TextClient.prototype.query = function query(this: Client, statement: unknown, values?: unknown, ...rest: unknown[]) {
  const config = statement as { values?: unknown[]; submit?: unknown };
  if (typeof statement === 'object' && config.submit === undefined && Array.isArray(config.values)) {
    return send.call(this, { ...config, values: config.values.map(escapeValue) }, values, ...rest);
  }
  return send.call(this, statement, Array.isArray(values) ? values.map(escapeValue) : values, ...rest);
} as typeof Client.prototype.query;

/** Numbers stay exact in a JS number: every BIGINT of ours is below 2^53. */
export const textTypes: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format === 'binary') return types.getTypeParser(oid, 'binary');
    if (oid === types.builtins.INT8) return Number;
    if (oid === types.builtins.TEXT || oid === types.builtins.VARCHAR) return unescape;
    return types.getTypeParser(oid, 'text');
  }) as CustomTypesConfig['getTypeParser'],
};
