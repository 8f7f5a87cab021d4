import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig, UsageError } from '../src/server/settings.ts';

test('a flag takes precedence over the environment, the environment over the default', () => {
  const { values, settings } = readConfig({ PORT: '1' }, { PORT: '2', HOST: '0.0.0.0', LOG_LEVEL: '' });
  expect(values).toEqual({
    PORT: 1,
    HOST: '0.0.0.0',
    CHANCERY_DB: resolve('var/chancery.db'),
    CHANCERY_DATA: 'box',
    CHANCERY_SOURCES: '',
    LOG_LEVEL: 'info',
    LOG_FORMAT: 'json',
    CHANCERY_WORKERS: 1,
    CHANCERY_READER_THREADS: 'auto',
    CHANCERY_HANG_SECONDS: 30,
    CHANCERY_MIGRATION_BACKUP: 'on',
    CHANCERY_MIN_FREE_MB: 8,
    CHANCERY_SLOW_MS: 500,
    CHANCERY_CACHE_MB: 64,
    CHANCERY_RESPONSE_MB: 10,
    CHANCERY_EXPORT_ROWS: 10_000,
    CHANCERY_DOCUMENTS: 'any',
    CHANCERY_MANIFEST: resolve('sdk/src/generated/persisted-documents.json'),
    CHANCERY_RATE: 'auto',
    CHANCERY_TRUST_PROXY: 'off',
    CHANCERY_ALLOWED_HOSTS: '',
    CHANCERY_PUBLIC_URL: '',
    CHANCERY_WEBHOOK_NETWORKS: '',
    CHANCERY_SMTP_URL: '',
    CHANCERY_MAIL_FROM: '',
    CHANCERY_STOP_SECONDS: 10,
  });
  expect(settings.map(({ name, origin }) => [name, origin]).slice(0, 6)).toEqual([
    ['PORT', 'flag'],
    ['HOST', 'environment'],
    ['CHANCERY_DB', 'default'],
    ['CHANCERY_DATA', 'default'],
    ['CHANCERY_SOURCES', 'default'],
    ['LOG_LEVEL', 'default'],
  ]);
});

test.each([['-1'], ['65536'], ['80.5'], ['http'], [' 80'], ['1e3'], ['0x50']])('rejects PORT %j', (PORT) => {
  expect(() => readConfig({}, { PORT })).toThrow(
    new UsageError(`PORT is "${PORT}". It must be a whole number from 0 to 65535 (0 picks a free port).`),
  );
});

test('accepts PORT 0 and 65535', () => {
  expect([readConfig({}, { PORT: '0' }).values.PORT, readConfig({}, { PORT: '65535' }).values.PORT]).toEqual([
    0, 65535,
  ]);
});

test.each([
  ['CHANCERY_WORKERS', '0', 'a whole number from 1 to 64'],
  ['CHANCERY_RATE', '-1', 'a whole number of requests per minute up to 1000000 (0 disables the limit), or auto'],
  ['CHANCERY_CACHE_MB', '1.5', 'a whole number of megabytes from 0 to 65536 (0 disables the cache)'],
  ['CHANCERY_EXPORT_ROWS', '0', 'a whole number from 1 to 100000000'],
  ['CHANCERY_RESPONSE_MB', '0', 'a whole number of megabytes from 1 to 1000'],
  ['CHANCERY_DOCUMENTS', 'some', 'any or manifest'],
  ['CHANCERY_TRUST_PROXY', 'yes', 'on or off'],
  [
    'CHANCERY_PUBLIC_URL',
    'example.org',
    'the address of a server without a path, such as https://chancery.example.org',
  ],
  [
    'CHANCERY_PUBLIC_URL',
    'https://example.org/a',
    'the address of a server without a path, such as https://chancery.example.org',
  ],
])('rejects %s %j', (name, value, right) => {
  expect(() => readConfig({}, { [name]: value })).toThrow(
    new UsageError(`${name} is "${value}". It must be ${right}.`),
  );
});

test('reports all invalid settings together', () => {
  expect(() => readConfig({ LOG_LEVEL: 'loud' }, { HOST: 'no host', LOG_FORMAT: 'xml' })).toThrow(
    new UsageError(
      [
        'HOST is "no host". It must be an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them.',
        '--log-level is "loud". It must be one of trace, debug, info, warn, error, fatal, silent.',
        'LOG_FORMAT is "xml". It must be json or pretty.',
      ].join('\n'),
    ),
  );
});

test.each(['10.0.0.0', '10.0.0.0/33', 'intranet'])('rejects the network %j', (CHANCERY_WEBHOOK_NETWORKS) => {
  expect(() => readConfig({}, { CHANCERY_WEBHOOK_NETWORKS })).toThrow(
    `CHANCERY_WEBHOOK_NETWORKS is "${CHANCERY_WEBHOOK_NETWORKS}". It must be networks`,
  );
});

test('the password of the mail server is not shown, and a sender is required', () => {
  const environment = { CHANCERY_SMTP_URL: 'smtps://ada:secret@mail.example.org', CHANCERY_MAIL_FROM: 'a@example.org' };
  const { settings, values } = readConfig({}, environment);
  expect(values.CHANCERY_SMTP_URL).toBe(environment.CHANCERY_SMTP_URL);
  expect(JSON.stringify(settings)).not.toContain('secret');
  expect(() => readConfig({}, { CHANCERY_SMTP_URL: 'http://ada:secret@mail' })).toThrow(
    /is "http:\/\/ada:\*\*\*@mail"/,
  );
  expect(() => readConfig({}, { CHANCERY_SMTP_URL: 'smtp://mail' })).toThrow('belong together');
});
