import type { Reading } from './candidate.ts';
import { byHeader, kindNumbers } from './context-list.ts';
import { begin, mayBegin } from './nesting.ts';

const separator =
  /(?:["'`\])]|\([^()\n]{1,24}\)| {1,2}(?=[:=])){0,2}\s{0,2}(?::=|=>|->|={1,2}|:|\b(?:is|ist|lautet|est|es|é|è|jest)(?: now| set to)?\b:?|\bto\b|["'],\s?["']value["']\s?:|["']?\s{1,40}value["']?\s?[:=]|,(?=\s?["'])|\bfrom\b(?=\s["'])|\bin\s?\((?=\s?["'])|>|(?<=\])(?=\s))\s{0,3}/iy;
/** `password for the staging box is`, `contraseña del wifi:` */
const wordedSeparator =
  /(?: [\p{L}'’-]{1,16}){1,6}(?:(?<= (?:is|ist|lautet|est|es|è|é|jest|was|be|to)):?|:) ["'`]?(?=\S)/iuy;
const quoted = /(["'`])((?:(?!\1)[^\n\\]){1,200})\1/y;
const open = /[^\s"'`,;<>()[\]{}|\\&]{3,200}/y;

/** The value that is given to a name such as `password` or `api_key`, which ends at `from`. */
export function findAssigned(reading: Reading, from: number, keyStart: number, kind: 'password' | 'key'): void {
  const { text } = reading;
  if (!mayBegin(reading.values, keyStart)) return;
  separator.lastIndex = from;
  const assigned = separator.test(text);
  let start = assigned ? separator.lastIndex : from;
  wordedSeparator.lastIndex = from;
  const explained = !assigned && wordedSeparator.test(text);
  if (explained) start = wordedSeparator.lastIndex;
  else if (!assigned) {
    // `--password value`, `password value`, `password` and the value in the next line
    const gap = /^["']?(?:[ \t]{1,2}|[ \t]?\r?\n)/.exec(text.slice(from, from + 4));
    if (!gap) return;
    start = from + gap[0].length;
  }
  // `process.env.API_KEY` names a key and does not give one.
  if (!assigned && /\benv\.\w*$/i.test(text.slice(Math.max(0, keyStart - 24), keyStart))) return;
  const option = /(?:^|[\s"'])--?[\w-]*$/.test(text.slice(Math.max(0, keyStart - 24), keyStart));
  quoted.lastIndex = start;
  const inQuotes = quoted.exec(text);
  open.lastIndex = start;
  const value = inQuotes
    ? (inQuotes[2] ?? '')
    : (open.exec(text)?.[0] ?? '').replace(/[.!?:]+$/, (end) =>
        kind === 'password' && end !== '.' && end !== ':' ? end : '',
      );
  if (inQuotes) start += 1;
  // `pass` is a verb too.
  const strict = !assigned && !option && (!inQuotes || from - keyStart < 5);
  const worded = explained || (assigned && /\b(?:is|to)\b/i.test(text.slice(from, start)));
  if (value === '' || text.charAt(start + value.length) === '(') return;
  begin(reading.values, start, start + value.length);
  const confidence =
    kind === 'password' ? weighPassword(value, inQuotes !== null, strict || worded) : weighKey(value, strict || worded);
  if (confidence > 0)
    reading.found.push({
      start,
      end: start + value.length,
      label: 'SECRET',
      kind: kind === 'password' ? 'password' : 'generic',
      confidence,
    });
}

function weighPassword(value: string, inQuotes: boolean, strict: boolean): number {
  if (value.length < 4 || isPlaceholder(value) || /\s/.test(value)) return 0;
  const mixed = /\d/.test(value) && /[A-Za-z]/.test(value);
  if (strict)
    return value.length >= 6 &&
      (mixed || signInside.test(value) || isIrregular.test(value)) &&
      !isSomethingElse.test(value)
      ? 0.75
      : 0;
  if (mixed || /[^A-Za-z0-9_.-]/.test(value)) return 0.92;
  if (/^\d+$/.test(value)) return 0.75;
  return inQuotes
    ? 0.75
    : isIrregular.test(value) || (/^[A-Za-z]{6,}$/.test(value) && !/^[A-Z]?[a-z]+$/.test(value))
      ? 0.7
      : 0;
}

/** Cases mixed as in no name that a program gives, `newPasswordField` included. */
const isIrregular = /(?:[a-z]+[A-Z]+){3}|^(?=.*[a-z][A-Z]).*[!#$%^&*]$/;
const signInside = /[A-Za-z].*[!@#$%^&*+=~].*[A-Za-z0-9]/;
/** `90days`, `3rd`, addresses. */
const isSomethingElse = /^\d+(?:st|nd|rd|th|[a-z]{1,7})$|^https?:|^[\w.+-]+@[\w-]+\./i;

const { PASSWORD, KEY } = kindNumbers;

/** The cell around `at`, in a column whose header says that passwords or keys stand there. */
export function findSecretInColumn({ text, contexts, found }: Reading, at: number): void {
  const nearby = contexts.near(at, at + 1);
  const kind = nearby.strengthOf(PASSWORD) === byHeader ? 'password' : 'key';
  if (kind === 'key' && nearby.strengthOf(KEY) !== byHeader) return;
  const [before = ''] = /[^\s,;|<>"'`]*$/.exec(text.slice(Math.max(0, at - 200), at)) ?? [];
  const start = at - before.length;
  open.lastIndex = start;
  const value = open.exec(text)?.[0] ?? '';
  const confidence = kind === 'password' ? weighPassword(value, false, true) : weighKey(value, true);
  if (confidence > 0)
    found.push({
      start,
      end: start + value.length,
      label: 'SECRET',
      kind: kind === 'password' ? kind : 'generic',
      confidence,
    });
}

function weighKey(value: string, strict: boolean): number {
  if (value.length < 10 || isPlaceholder(value) || !/^[\x21-\x7e]+$/.test(value) || /^https?:/i.test(value)) return 0;
  const mixed = /\d/.test(value) && /[A-Za-z]/.test(value);
  if (!mixed || /^[\d.,:TZ+-]+$/i.test(value) || new Set(value).size < 7) return 0;
  // Paths, file names, words with a number.
  if (/^[a-z]+(?:[-_./][a-z0-9]{1,9}){1,6}$/i.test(value) && !/\d{3}/.test(value.replace(/[-_./]/g, ''))) return 0;
  if (/^(?:run|req|trace|span|sess|user|cust|order|msg|evt|log|agent|org|rule|policy|hitl)[-_]/i.test(value)) return 0;
  return value.length >= 16 ? 0.85 : strict ? 0 : 0.7;
}

const placeholder =
  /^(?:[*x.•#_-]+|<.*>?|\$\{?[\w.]+\}?|\{\{?.*|%\w+%|\(.*|\[.*|null|none|nil|undefined|true|false|yes|no|n\/a|string|str|text|varchar|secret|password|passwd|pwd|token|bearer|basic|required|optional|hidden|masked|redacted|removed|omitted|encrypted|expired|invalid|incorrect|wrong|reset|changed|missing|empty|unknown|default|changeme|change_me|your[-_ ].*|my[-_](?:password|secret|token|key).*|enter.*|insert.*|replace.*|example.*|sample.*|dummy|placeholder|todo|tbd|(?:process|os|import)\.(?:env|environ|meta).*|env[.[(:].*|(?:this|self|config|cfg|settings|options|opts|props|user|req|request|args|params|data|body|form|input|ctx|context)\.[\w.]+|get[A-Z_]\w*|secrets?\..*|vars?\..*|arn:.*|vault:.*|sm:\/\/.*|file:.*|\/run\/secrets.*)$/i;

export function isPlaceholder(value: string): boolean {
  return placeholder.test(value) || /\*{3}|•{3}|x{5}|…/i.test(value) || /^[A-Z][A-Z0-9]*_[A-Z0-9_]*$/.test(value);
}
