import { startServerProcess, startTestServer } from '@agentaudit/testing';
import { type ConfigError, readConfig } from 'agentaudit-server';
import { expect, test } from 'vitest';

const secret = 'Zx8vQpL2mNc7Rt5Yw1Kd9Hs4Gf6Jb3Ua';

test('an empty environment is enough', () => {
  expect(readConfig({})).toMatchObject({
    PORT: 3000,
    HOST: '127.0.0.1',
    DATA_DIR: './.agentaudit',
    DATABASE_URL: 'sqlite:./.agentaudit/agentaudit.db',
    LOG_LEVEL: 'info',
    RATE_LIMIT: 'on',
    RATE_LIMIT_REQUESTS: 6000,
    RATE_LIMIT_LOGINS: 10,
    REGISTRATION: 'open',
  });
});

test('DATA_DIR moves the database, an empty variable counts as none, and others are not looked at', () => {
  const config = readConfig({ DATA_DIR: '/var/lib/agentaudit', PORT: '', JWT_SECRET: '', HOME: '/root', PORTS: 'x' });
  expect(config).toMatchObject({ PORT: 3000, DATABASE_URL: 'sqlite:/var/lib/agentaudit/agentaudit.db' });
  expect(config).not.toHaveProperty('JWT_SECRET');
});

test('each value is read as what it means', () => {
  const environment = { PORT: '0', JWT_SECRET: secret, DATABASE_URL: 'postgres://u:p@h/d', REGISTRATION: 'closed' };
  expect(readConfig(environment)).toMatchObject({ ...environment, PORT: 0 });
});

test.each([
  ['on', true],
  ['true', true],
  ['1', true],
  ['off', false],
  ['false', false],
  ['0', false],
  ['', false],
])('a switch that says %o is %s', (value, isOn) => {
  expect(readConfig({ ALLOW_PRIVATE_WEBHOOKS: value, TRUST_PROXY: value })).toMatchObject({
    ALLOW_PRIVATE_WEBHOOKS: isOn,
    TRUST_PROXY: isOn,
  });
});

test.each<[string, string]>([
  ['PORT', 'http'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '80.5'],
  ['DATABASE_URL', 'mysql://localhost/x'],
  ['DATABASE_URL', './file.db'],
  ['JWT_SECRET', 'short'],
  ['JWT_SECRET', 'a'.repeat(64)],
  ['JWT_SECRET', 'change-me-change-me-change-me-change-me'],
  ['JWT_SECRET', 'my-super-secret-jwt-key-for-production'],
  ['JWT_SECRET', 'your-256-bit-key-your-256-bit-key-'],
  ['PUBLIC_URL', 'audit.example.com'],
  ['PUBLIC_URL', 'ftp://audit.example.com'],
  ['LOG_LEVEL', 'verbose'],
  ['RATE_LIMIT', 'true'],
  ['RATE_LIMIT_REQUESTS', '0'],
  ['REGISTRATION', 'invite'],
  ['ALLOW_PRIVATE_WEBHOOKS', 'perhaps'],
  ['SMTP_URL', 'mail.example.com'],
  ['STRIPE_API_BASE', 'api.stripe.com'],
  ['AGENTAUDIT_INIT_PASSWORD', 'short'],
  ['AGENTAUDIT_INIT_API_KEY', 'key'],
])('%s=%s is refused, and the message names the variable', (name, value) => {
  const error = errorOf({
    AGENTAUDIT_INIT_EMAIL: 'a@example.com',
    AGENTAUDIT_INIT_PASSWORD: 'long enough',
    [name]: value,
  });
  expect(error.name).toBe('ConfigError');
  expect(error.message).toContain(name);
});

test('the e-mail and password of the first account go together', () => {
  expect(errorOf({ AGENTAUDIT_INIT_EMAIL: 'a@example.com' }).message).toContain('AGENTAUDIT_INIT_PASSWORD');
  expect(errorOf({ AGENTAUDIT_INIT_PASSWORD: 'long enough' }).message).toContain('AGENTAUDIT_INIT_EMAIL');
});

test('a bad value stops the start, in the process too, with the name on standard error', async () => {
  await expect(startTestServer({ environment: { LOG_LEVEL: 'loud' } })).rejects.toThrow(/LOG_LEVEL/);
  await expect(startServerProcess({ environment: { PORT: 'http' } })).rejects.toThrow(/PORT/);
});

function errorOf(environment: Record<string, string>): ConfigError {
  try {
    readConfig(environment);
  } catch (error) {
    return error as ConfigError;
  }
  throw new Error('The configuration was taken');
}
