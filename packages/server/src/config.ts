import envSchema from 'env-schema';
import { type Static, Type } from 'typebox';

/** As it is written here, and as other programs have it. */
const Switch = Type.Enum(['on', 'off', 'true', 'false', '1', '0'], { default: 'off' });

const EnvironmentSchema = Type.Object({
  PORT: Type.Integer({ default: 3000, minimum: 0, maximum: 65_535 }),
  HOST: Type.String({ default: '127.0.0.1', minLength: 1 }),
  DATABASE_URL: Type.Optional(Type.String({ pattern: '^(sqlite:.+|postgres(ql)?://.+)$' })),
  DATA_DIR: Type.String({ default: './.agentaudit', minLength: 1 }),
  JWT_SECRET: Type.Optional(Type.String({ minLength: 32 })),
  PUBLIC_URL: Type.Optional(Type.String({ pattern: '^https?://[^\\s]+$' })),
  LOG_LEVEL: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], { default: 'info' }),
  RATE_LIMIT: Type.Enum(['on', 'off'], { default: 'on' }),
  RATE_LIMIT_REQUESTS: Type.Integer({ default: 6000, minimum: 1 }),
  RATE_LIMIT_LOGINS: Type.Integer({ default: 10, minimum: 1 }),
  TRUST_PROXY: Switch,
  REGISTRATION: Type.Enum(['open', 'closed'], { default: 'open' }),
  SMTP_URL: Type.Optional(Type.String({ pattern: '^smtps?://.+$' })),
  MAIL_FROM: Type.Optional(Type.String({ minLength: 3 })),
  STRIPE_SECRET_KEY: Type.Optional(Type.String({ minLength: 1 })),
  STRIPE_WEBHOOK_SECRET: Type.Optional(Type.String({ minLength: 1 })),
  STRIPE_PRICE_PRO: Type.Optional(Type.String({ minLength: 1 })),
  STRIPE_PRICE_BUSINESS: Type.Optional(Type.String({ minLength: 1 })),
  STRIPE_API_BASE: Type.Optional(Type.String({ pattern: '^https?://[^\\s]+$' })),
  ALLOW_PRIVATE_WEBHOOKS: Switch,
  AGENTAUDIT_INIT_EMAIL: Type.Optional(Type.String({ minLength: 3 })),
  AGENTAUDIT_INIT_PASSWORD: Type.Optional(Type.String({ minLength: 8, maxLength: 256 })),
  AGENTAUDIT_INIT_ORG: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  AGENTAUDIT_INIT_API_KEY: Type.Optional(Type.String({ pattern: '^aa_[\x21-\x7e]{16,250}$' })),
});

/** The server's settings, one field for each environment variable. */
export interface Config extends Omit<Static<typeof EnvironmentSchema>, 'DATABASE_URL' | SwitchName> {
  DATABASE_URL: string;
  TRUST_PROXY: boolean;
  ALLOW_PRIVATE_WEBHOOKS: boolean;
}

type SwitchName = 'TRUST_PROXY' | 'ALLOW_PRIVATE_WEBHOOKS';

/** Why the server does not start. The message names the variable. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

const wellKnownSecrets = /^(.)\1*$|secret|password|change-?me|example|your[-_]|0123456789|abcdefgh/i;

/** Reads and checks the environment. Throws a `ConfigError` that names the first bad value. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const config = check(given);
  if (config.JWT_SECRET !== undefined && wellKnownSecrets.test(config.JWT_SECRET)) {
    throw new ConfigError('JWT_SECRET is a well-known or repeated text; give at least 32 random characters');
  }
  if ((config.AGENTAUDIT_INIT_EMAIL === undefined) !== (config.AGENTAUDIT_INIT_PASSWORD === undefined)) {
    throw new ConfigError('AGENTAUDIT_INIT_EMAIL and AGENTAUDIT_INIT_PASSWORD go together');
  }
  return {
    ...config,
    DATABASE_URL: config.DATABASE_URL ?? `sqlite:${config.DATA_DIR}/agentaudit.db`,
    TRUST_PROXY: isOn(config.TRUST_PROXY),
    ALLOW_PRIVATE_WEBHOOKS: isOn(config.ALLOW_PRIVATE_WEBHOOKS),
  };
}

function isOn(value: Static<typeof Switch>): boolean {
  return ['on', 'true', '1'].includes(value);
}

function check(given: Record<string, unknown>): Static<typeof EnvironmentSchema> {
  try {
    return envSchema<Static<typeof EnvironmentSchema>>({
      schema: EnvironmentSchema,
      data: given,
      dotenv: false,
      env: false,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError(reason.replaceAll('env/', ''));
  }
}
