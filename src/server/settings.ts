import { join, relative, resolve } from 'node:path';
import { z } from 'zod';

/** The command, or the environment it ran in, was wrong: one sentence that says what would be right. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const repositoryRoot = join(import.meta.dirname, '../..');
const defaultDatabase = join(repositoryRoot, 'var', 'chancery.db');
const defaultManifest = join(repositoryRoot, 'sdk', 'src', 'generated', 'persisted-documents.json');

const integerSchema = (max: number, min = 0) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.int().min(min).max(max));

/** Every setting, once. `right` completes the sentence "It must be …". */
const settingDefinitions = {
  PORT: {
    flag: '--port <number>',
    fallback: '4000',
    schema: integerSchema(65535),
    right: 'a whole number from 0 to 65535 (0 takes any free port)',
    description: 'Port to listen on; 0 takes any free one.',
  },
  HOST: {
    flag: '--host <address>',
    fallback: '127.0.0.1',
    schema: z.string().regex(/^[\w.:%-]+$/),
    right: 'an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them',
    description: 'Address to listen on; 0.0.0.0 opens the API to the network.',
  },
  CHANCERY_DB: {
    flag: '--db <file>',
    fallback: defaultDatabase,
    schema: z.string().transform((path) => resolve(path)),
    right: 'the path of a file',
    description: 'The database: one SQLite file, beside it its write-ahead log.',
  },
  CHANCERY_SOURCES: {
    flag: '--sources <folder>',
    fallback: '',
    schema: z.string().transform((path) => path && resolve(path)),
    right: 'the path of a folder',
    description: 'Folder with the texts of sources, in which the words of citations are verified.',
  },
  LOG_LEVEL: {
    flag: '--log-level <level>',
    fallback: 'info',
    schema: z.enum(logLevels),
    right: `one of ${logLevels.join(', ')}`,
    description: 'Least serious level that is logged; debug also prints the stack of an unexpected error.',
  },
  LOG_FORMAT: {
    flag: '--log-format <format>',
    fallback: 'json',
    schema: z.enum(['json', 'pretty']),
    right: 'json or pretty',
    description: 'json: one object a line, for programs; pretty: for people, in development.',
  },
  CHANCERY_WORKERS: {
    flag: '--workers <number>',
    fallback: '1',
    schema: integerSchema(64, 1),
    right: 'a whole number from 1 to 64',
    description: 'Processes that serve the port together; as many as there are cores at most.',
  },
  CHANCERY_CACHE_MB: {
    flag: '--cache-mb <number>',
    fallback: '64',
    schema: integerSchema(65_536),
    right: 'a whole number of megabytes from 0 to 65536 (0 keeps no answers)',
    description: 'What whole answers that are kept may take in each process; 0 keeps none.',
  },
  CHANCERY_DOCUMENTS: {
    flag: '--documents <which>',
    fallback: 'any',
    schema: z.enum(['any', 'manifest']),
    right: 'any or manifest',
    description: 'Documents that are run: any, or those of the manifest only.',
  },
  CHANCERY_MANIFEST: {
    flag: '--manifest <file>',
    fallback: defaultManifest,
    schema: z.string().transform((path) => resolve(path)),
    right: 'the path of a file',
    description: 'Documents known by their SHA-256: a JSON object from hash to document.',
  },
  CHANCERY_RATE: {
    flag: '--rate <number>',
    fallback: 'auto',
    schema: z.union([z.literal('auto'), integerSchema(1_000_000)]),
    right: 'a whole number of requests a minute up to 1000000 (0 sets no limit), or auto',
    description:
      'Requests a minute of one address or token; 0 for no limit; auto: none on a loopback host, 600 elsewhere.',
  },
  CHANCERY_TRUST_PROXY: {
    flag: '--trust-proxy <on|off>',
    fallback: 'off',
    schema: z.enum(['on', 'off']),
    right: 'on or off',
    description: "Whether a reader's address is the last one of x-forwarded-for: only behind a proxy of one's own.",
  },
  CHANCERY_STOP_SECONDS: {
    flag: '--stop-seconds <number>',
    fallback: '10',
    schema: integerSchema(3600),
    right: 'a whole number of seconds from 0 to 3600',
    description: 'How long a graceful stop waits for requests in flight.',
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

/** The flag that sets it, as commander writes flags, and its line of help. */
export const getSettingFlag = (name: SettingName): { flag: string; help: string } => {
  const { flag, description, fallback } = settingDefinitions[name];
  const shown =
    fallback === '' ? 'none' : fallback.startsWith(repositoryRoot) ? relative(repositoryRoot, fallback) : fallback;
  return { flag, help: `${description} (${name}; default ${shown})` };
};

/** A flag wins over the environment, the environment over the default; an empty variable counts as unset. */
export function readConfig(
  flags: Partial<Record<SettingName, string>> = {},
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  const wrong: string[] = [];
  const settings = settingNames.map((name): Setting => {
    const { schema, right, fallback, description, flag } = settingDefinitions[name];
    const origin = flags[name] !== undefined ? 'flag' : environment[name] ? 'environment' : 'default';
    const given = flags[name] ?? (environment[name] || fallback);
    const parsed = schema.safeParse(given);
    if (!parsed.success)
      wrong.push(`${origin === 'flag' ? flag.split(' ')[0] : name} is "${given}". It must be ${right}.`);
    return { name, value: parsed.data ?? given, origin, description };
  });
  if (wrong.length > 0) throw new UsageError(wrong.join('\n'));
  return { settings, values: Object.fromEntries(settings.map(({ name, value }) => [name, value])) as SettingValues };
}

/** Asked before, or after, the settings could be read. */
export const isStackTraceEnabled = (): boolean => ['trace', 'debug'].includes(process.env.LOG_LEVEL ?? '');
