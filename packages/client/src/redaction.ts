/** Finds and masks one kind of secret. */
export interface Redactor {
  /** What the mask calls it: `[redacted email]`. */
  name: string;
  /** Must be global (`/…/g`). */
  pattern: RegExp;
  /** A cheap test that spares most texts the pattern. */
  mayContain?: (text: string) => boolean;
  /** Whether a match is one: a checksum, say. */
  accept?: (match: string) => boolean;
}

export interface RedactionOptions {
  /** Default: all of `redactors`. A plain function is given each text and returns what may be recorded. */
  texts?: (Redactor | ((text: string) => string))[];
  /** Metadata keys whose values are masked whole, in any case of letters. Default: `secretKeys`. */
  keys?: string[];
}

export interface Redaction {
  redactText(text: string): string;
  isSecretKey(key: string): boolean;
}

/** The built-in ones. A server's rules find far more; these keep the commonest secrets from leaving the process at all. */
export const redactors = {
  email: {
    name: 'email',
    mayContain: (text) => text.includes('@'),
    pattern: /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g,
  },
  apiKey: {
    name: 'api key',
    pattern:
      /\b(?:sk-[\w-]{20,}|aa_live_\w{16,}|gh[pousr]_\w{30,}|xox[abprs]-[\w-]{10,}|AKIA[A-Z0-9]{16}|AIza[\w-]{35}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,})/g,
    mayContain: (text) => /sk-|aa_live_|gh[pousr]_|xox|AKIA|AIza|eyJ/.test(text),
  },
  privateKey: {
    name: 'private key',
    mayContain: (text) => text.includes('PRIVATE KEY'),
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  },
  ssn: {
    name: 'ssn',
    mayContain: (text) => text.includes('-'),
    pattern: /\b(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}\b/g,
  },
  card: {
    name: 'card',
    pattern: /\b(?:\d[ -]?){12,18}\d\b/g,
    mayContain: (text) => /\d{4}/.test(text),
    accept: passesLuhn,
  },
} as const satisfies Record<string, Redactor>;

export const secretKeys: readonly string[] = [
  'password',
  'passwd',
  'secret',
  'client_secret',
  'authorization',
  'api_key',
  'apikey',
  'x-api-key',
  'access_token',
  'refresh_token',
  'private_key',
  'cookie',
  'set-cookie',
];

/** What to do with each text. It fails closed: a redactor that throws leaves nothing of the text. */
export function createRedaction(options: RedactionOptions = {}): Redaction {
  const { texts = Object.values(redactors), keys = secretKeys } = options;
  const steps = texts.map((step) => (typeof step === 'function' ? step : (text: string) => mask(text, step)));
  const secrets = new Set(keys.map((key) => key.toLowerCase()));
  return {
    redactText(text) {
      try {
        return steps.reduce((masked, step) => step(masked), text);
      } catch {
        return '[redaction failed: text withheld]';
      }
    },
    isSecretKey: (key) => secrets.has(key.toLowerCase()),
  };
}

function mask(text: string, { mayContain, pattern, accept, name }: Redactor): string {
  if (mayContain && !mayContain(text)) return text;
  return text.replace(pattern, (match) => (accept && !accept(match) ? match : `[redacted ${name}]`));
}

function passesLuhn(match: string): boolean {
  let sum = 0;
  let double = false;
  for (const digit of match.replace(/\D/g, '').split('').toReversed()) {
    const value = Number(digit) * (double ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
    double = !double;
  }
  return sum % 10 === 0;
}
