import { join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { bundledDataNames } from '../ingest/bundled-data.ts';
import { suggestName } from '../model/find-nearest-name.ts';
import { parseNetworks } from '../store/alerts/webhook-address.ts';

/** Invalid command-line use or environment. The message states what is expected. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const repositoryRoot = join(import.meta.dirname, '../..');
const defaultDatabase = join(repositoryRoot, 'var', 'chancery.db');
const defaultManifest = join(repositoryRoot, 'sdk', 'src', 'generated', 'persisted-documents.json');

/** Whether all networks are well-formed. */
function isNetworkList(text: string): boolean {
  try {
    parseNetworks(text);
    return true;
  } catch {
    return false;
  }
}

const integerSchema = (max: number, min = 0) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.int().min(min).max(max));

/** All settings. `expected` completes the sentence "It must be …". */
const settingDefinitions = {
  PORT: {
    flag: '--port <number>',
    default: '4000',
    schema: integerSchema(65535),
    expected: 'a whole number from 0 to 65535 (0 picks a free port)',
    description: 'Port to listen on (0 picks a free port).',
  },
  HOST: {
    flag: '--host <address>',
    default: '127.0.0.1',
    schema: z.string().regex(/^[\w.:%-]+$/),
    expected: 'an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them',
    description: 'Address to listen on (0.0.0.0 opens the API to the network).',
  },
  CHANCERY_DB: {
    flag: '--db <file>',
    default: defaultDatabase,
    schema: z.string().transform((path) => resolve(path)),
    expected: 'the path of a file',
    description: 'SQLite database file. Its write-ahead log is in the same folder.',
  },
  CHANCERY_DATA: {
    flag: '--data <none|dossier|box>',
    default: 'box',
    schema: z.enum(bundledDataNames),
    expected: 'none, dossier or box',
    description:
      'Bundled data of a new database, in addition to countries and groups: none, the dossier, or the dossier with the box.',
  },
  CHANCERY_SOURCES: {
    flag: '--sources <folder>',
    default: '',
    schema: z.string().transform((path) => path && resolve(path)),
    expected: 'the path of a folder',
    description: 'Folder with the texts of sources. Quoted words are verified against them.',
  },
  LOG_LEVEL: {
    flag: '--log-level <level>',
    default: 'info',
    schema: z.enum(logLevels),
    expected: `one of ${logLevels.join(', ')}`,
    description: 'Minimum level to log. At debug and trace, the stack of unexpected errors is printed.',
  },
  LOG_FORMAT: {
    flag: '--log-format <format>',
    default: 'json',
    schema: z.enum(['json', 'pretty']),
    expected: 'json or pretty',
    description: 'Log format: json (one object per line) or pretty (for development).',
  },
  CHANCERY_WORKERS: {
    flag: '--workers <number>',
    default: '1',
    schema: integerSchema(64, 1),
    expected: 'a whole number from 1 to 64',
    description: 'Number of processes that serve the port. Use at most one per CPU core.',
  },
  CHANCERY_READER_THREADS: {
    flag: '--reader-threads <number>',
    default: 'auto',
    schema: z.union([z.literal('auto'), integerSchema(16)]),
    expected: 'a whole number from 0 to 16, or auto',
    description: 'Threads per process for expensive queries (0 runs all queries on the event loop; auto means two).',
  },
  CHANCERY_CACHE_MB: {
    flag: '--cache-mb <number>',
    default: '64',
    schema: integerSchema(65_536),
    expected: 'a whole number of megabytes from 0 to 65536 (0 disables the cache)',
    description: 'Response cache size per process in MB (0 disables it).',
  },
  CHANCERY_RESPONSE_MB: {
    flag: '--response-mb <number>',
    default: '10',
    schema: integerSchema(1_000, 1),
    expected: 'a whole number of megabytes from 1 to 1000',
    description: 'Maximum size of a response in MB; larger ones are rejected with COST_LIMIT.',
  },
  CHANCERY_EXPORT_ROWS: {
    flag: '--export-rows <number>',
    default: '10000',
    schema: integerSchema(100_000_000, 1),
    expected: 'a whole number from 1 to 100000000',
    description: 'Maximum number of rows of an export over HTTP for clients without a token.',
  },
  CHANCERY_DOCUMENTS: {
    flag: '--documents <any|manifest>',
    default: 'any',
    schema: z.enum(['any', 'manifest']),
    expected: 'any or manifest',
    description: 'GraphQL documents to accept: any, or only those in the manifest.',
  },
  CHANCERY_MANIFEST: {
    flag: '--manifest <file>',
    default: defaultManifest,
    schema: z.string().transform((path) => resolve(path)),
    expected: 'the path of a file',
    description: 'Persisted documents: a JSON file that maps SHA-256 hashes to documents.',
  },
  CHANCERY_RATE: {
    flag: '--rate <number>',
    default: 'auto',
    schema: z.union([z.literal('auto'), integerSchema(1_000_000)]),
    expected: 'a whole number of requests per minute up to 1000000 (0 disables the limit), or auto',
    description:
      'Requests per minute for each address or token (0 disables the limit; auto means no limit on a loopback host, else 600).',
  },
  CHANCERY_TRUST_PROXY: {
    flag: '--trust-proxy <on|off>',
    default: 'off',
    schema: z.enum(['on', 'off']),
    expected: 'on or off',
    description: 'Use the last address in x-forwarded-for as the client address. Turn on only behind your own proxy.',
  },
  CHANCERY_ALLOWED_HOSTS: {
    flag: '--allowed-hosts <names>',
    default: '',
    schema: z
      .string()
      .transform((text) => text.toLowerCase().replaceAll(/\s/g, ''))
      .pipe(z.string().regex(/^$|^(\*|(\*\.)?[\w-]+(\.[\w-]+)*)(,(\*|(\*\.)?[\w-]+(\.[\w-]+)*))*$/)),
    expected: 'host names without scheme and port, separated by commas, such as chancery.example.org, or * for any',
    description:
      'Names in the Host header to accept, in addition to addresses and localhost. By default any, or none on a loopback host.',
  },
  CHANCERY_PUBLIC_URL: {
    flag: '--public-url <url>',
    default: '',
    schema: z.string().transform((text, context) => {
      const url = URL.parse(text);
      if (text === '') return '';
      if (url && /^https?:$/.test(url.protocol) && /^\/?$/.test(url.pathname + url.search + url.hash))
        return url.origin;
      context.addIssue('not an address');
      return z.NEVER;
    }),
    expected: 'the address of a server without a path, such as https://chancery.example.org',
    description:
      'Address of this server in feeds, alerts and page metadata. By default that of the request, with the protocol in x-forwarded-proto if the proxy is trusted.',
  },
  CHANCERY_WEBHOOK_NETWORKS: {
    flag: '--webhook-networks <networks>',
    default: '',
    schema: z.string().refine(isNetworkList),
    expected: 'networks with the length of their prefix, separated by commas, such as 10.0.0.0/8,fd00::/8',
    description: 'Networks without public addresses to which webhooks may be sent, also without TLS. By default none.',
  },
  CHANCERY_SMTP_URL: {
    flag: '--smtp-url <url>',
    default: '',
    schema: z.string().regex(/^$|^smtps?:\/\/[^\s/?#]+\/?$/),
    expected: 'the address of a mail server, such as smtps://user:password@mail.example.org:465',
    description: 'Mail server for alerts. Without it, no mail is sent.',
    isSecret: true,
  },
  CHANCERY_MAIL_FROM: {
    flag: '--mail-from <address>',
    default: '',
    schema: z.string().regex(/^$|^[^\s@<>]+@[^\s@<>]+$/),
    expected: 'an e-mail address, such as chancery@example.org',
    description: 'Sender of mails. Required with CHANCERY_SMTP_URL.',
  },
  CHANCERY_STOP_SECONDS: {
    flag: '--stop-seconds <number>',
    default: '10',
    schema: integerSchema(3600),
    expected: 'a whole number of seconds from 0 to 3600',
    description: 'Seconds that a graceful shutdown waits for requests in flight.',
  },
  CHANCERY_HANG_SECONDS: {
    flag: '--hang-seconds <number>',
    default: '30',
    schema: integerSchema(3600),
    expected: 'a whole number of seconds from 0 to 3600 (0 replaces no worker)',
    description: 'Seconds after which a worker that does not respond is killed and replaced (0 disables this).',
  },
  CHANCERY_MIN_FREE_MB: {
    flag: '--min-free-mb <number>',
    default: '8',
    schema: integerSchema(1_000_000),
    expected: 'a whole number of megabytes from 0 to 1000000',
    description: 'Free space in MB on the disk of the database below which /ready reports a full disk.',
  },
  CHANCERY_SLOW_MS: {
    flag: '--slow-ms <number>',
    default: '500',
    schema: integerSchema(3_600_000),
    expected: 'a whole number of milliseconds from 0 to 3600000 (0 logs none)',
    description: 'Milliseconds from which on an SQL statement is logged as slow (0 logs none).',
  },
  CHANCERY_MIGRATION_BACKUP: {
    flag: '--no-backup',
    default: 'on',
    schema: z.enum(['on', 'off']),
    expected: 'on or off',
    description: 'Back up the database, next to its file, before an update migrates it; off skips the backup.',
  },
} as const;

export type SettingName = keyof typeof settingDefinitions;
export type SettingValues = { [N in SettingName]: z.output<(typeof settingDefinitions)[N]['schema']> };

interface Setting {
  name: SettingName;
  value: string | number;
  origin: 'default' | 'environment' | 'flag';
  description: string;
}

export interface Config {
  settings: readonly Setting[];
  values: SettingValues;
}

export const settingNames = Object.keys(settingDefinitions) as SettingName[];

/** Returns the flag of a setting in commander's notation, and its help text. A flag that begins with "no-" sets "off". */
export const getSettingFlag = (name: SettingName, defaults: SettingDefaults = {}): { flag: string; help: string } => {
  const { flag, description, default: general } = settingDefinitions[name];
  const value = defaults[name] ?? general;
  const shownDefault =
    value === '' ? 'none' : value.startsWith(repositoryRoot) ? relative(repositoryRoot, value) : value;
  return { flag, help: `${description} (${name}; default: ${shownDefault})` };
};

/** The defaults of a command that has other ones. */
export type SettingDefaults = Partial<Record<SettingName, string>>;

/** Hides the password in a URL, however malformed it is. */
const hidePassword = (text: string): string => text.replace(/:[^:/@]*@/, ':***@');

/** Reads all settings. Flags override the environment, which overrides defaults; an empty variable counts as unset. */
export function readConfig(
  flags: Partial<Record<SettingName, string>> = {},
  environment: Readonly<Record<string, string | undefined>> = process.env,
  defaults: SettingDefaults = {},
): Config {
  const errors: string[] = [];
  const values: Partial<Record<SettingName, unknown>> = {};
  const settings = settingNames.map((name): Setting => {
    const { schema, expected, description, flag, default: general, ...options } = settingDefinitions[name];
    const hide = 'isSecret' in options ? hidePassword : (text: string) => text;
    const origin = flags[name] !== undefined ? 'flag' : environment[name] ? 'environment' : 'default';
    const text = flags[name] ?? (environment[name] || (defaults[name] ?? general));
    const result = schema.safeParse(text);
    if (!result.success)
      errors.push(
        `${origin === 'flag' ? flag.split(' ')[0] : name} is "${hide(text)}". It must be ${expected}.${suggestName(text, listWords(schema))}`,
      );
    values[name] = result.data;
    const value = result.data ?? text;
    return { name, value: typeof value === 'string' ? hide(value) : value, origin, description };
  });
  if ((values.CHANCERY_SMTP_URL === '') !== (values.CHANCERY_MAIL_FROM === ''))
    errors.push('CHANCERY_SMTP_URL and CHANCERY_MAIL_FROM belong together. Set both or none.');
  if (errors.length > 0) throw new UsageError(errors.join('\n'));
  return { settings, values: values as SettingValues };
}

/** Returns the words that a setting can be; none if it is of another kind. */
const listWords = (schema: z.ZodType): readonly string[] =>
  schema instanceof z.ZodEnum ? schema.options.map(String) : [];

/** Reads LOG_LEVEL directly, because it is needed even when the settings are invalid. */
export const isStackTraceEnabled = (): boolean => ['trace', 'debug'].includes(process.env.LOG_LEVEL ?? '');
