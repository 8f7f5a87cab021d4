import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { createClient } from '../sdk/src/index.ts';
import { protocolCodes } from '../src/api/graphql-errors.ts';
import { defaultLimits } from '../src/api/limits.ts';
import { importFormats } from '../src/ingest/import-formats.ts';
import { listBundledMappings } from '../src/ingest/trade-flows/table-files.ts';
import { errorCodes, storageProblems } from '../src/model/errors.ts';
import { getSettingFlag, settingNames } from '../src/server/settings.ts';

// The lists below are read from the code, so that a test fails with the name of anything that is not documented.

const root = join(import.meta.dirname, '..');
const readPage = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The code spans in the given column of every table of a page. */
const codeInColumn = (page: string, column: number): string[] =>
  readPage(page)
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...(line.split(/(?<!\\)\|/)[column] ?? '').matchAll(/`([^`]+)`/g)])
    .map(([, code = '']) => code);

describe('docs/guide/operate.md', () => {
  const page = 'docs/guide/operate.md';

  test('lists every setting with its flag', () => {
    const rows = readPage(page)
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    const missing = settingNames.filter((name) => {
      const flag = getSettingFlag(name).flag.split(' ')[0];
      return !rows.some((row) => row.startsWith(`| \`${name}\` | \`${flag}\` |`));
    });
    expect(missing).toEqual([]);
  });

  test('lists no setting that does not exist', () => {
    const listed = codeInColumn(page, 1).filter((code) => /^[A-Z_]+$/.test(code));
    expect(listed).toEqual(settingNames);
  });

  test('lists every command, with the options that are not settings', async () => {
    const guides = readPage(page) + readPage('docs/guide/import.md');
    const settingFlags = settingNames.map((name) => getSettingFlag(name).flag.split(' ')[0]);
    const documented = (await loadCommands()).flatMap((command) => [
      command.path,
      ...command.options.filter((option) => !settingFlags.includes(option)),
    ]);
    const isDocumented = (name: string): boolean =>
      guides.includes(`\`${name}`) || guides.includes(` [${name}`) || guides.includes(` ${name} `);
    expect(documented.filter((name) => !isDocumented(name))).toEqual([]);
  });
});

describe('docs/guide/import.md', () => {
  const listed = codeInColumn('docs/guide/import.md', 1);

  test('lists every import format', () => {
    expect(Object.keys(importFormats).filter((name) => !listed.includes(name))).toEqual([]);
  });

  test('lists every bundled mapping', () => {
    expect(listBundledMappings().filter((name) => !listed.includes(name))).toEqual([]);
  });
});

test('docs/errors.md lists every error code and no other', () => {
  expect(codeInColumn('docs/errors.md', 1).sort()).toEqual([...errorCodes, ...protocolCodes].sort());
});

test('docs/errors.md and docs/guide/operate.md explain every state of the database', () => {
  for (const page of ['docs/errors.md', 'docs/guide/operate.md'])
    expect(storageProblems.filter((problem) => !readPage(page).includes(problem))).toEqual([]);
});

test('docs/guide/ask.md states every limit of a request', () => {
  const page = readPage('docs/guide/ask.md');
  const inWords: Partial<Record<keyof typeof defaultLimits, string>> = {
    bodyBytes: '1 MiB',
    responseBytes: '10 MiB',
    databaseTimeMs: '1.8 seconds',
    exportDatabaseMs: '30 seconds',
    exportTimeMs: '10 minutes',
  };
  const missing = Object.entries(defaultLimits).filter(([name, value]) => {
    const text = inWords[name as keyof typeof defaultLimits] ?? value.toLocaleString('en');
    return !page.includes(`| ${text} `);
  });
  expect(missing).toEqual([]);
});

describe('the SDK', () => {
  const source = (file: string): string => readPage(join('sdk/src', file));

  test('docs/sdk-reference.md has every export', () => {
    const reference = readPage('docs/sdk-reference.md');
    const generated = ['./generated/documents.ts', './generated/types.ts'];
    const named = [...source('index.ts').matchAll(/export (?:type )?\{([^}]+)\} from/g)].flatMap(([, names = '']) =>
      names.split(',').map((name) => name.replace('type ', '').trim()),
    );
    const reexported = [...source('index.ts').matchAll(/export (?:type )?\* from '([^']+)'/g)]
      .map(([, file = '']) => file)
      .filter((file) => !generated.includes(file))
      .flatMap((file) => [...source(file).matchAll(/^export (?:class|const|function|interface|type) (\w+)/gm)])
      .map(([, name = '']) => name);
    const exported = [...named, ...reexported].filter((name) => name !== '');
    expect(exported.length).toBeGreaterThan(30);
    expect(exported.filter((name) => !reference.includes(`### ${name}\n`))).toEqual([]);
  });

  test.each(['react.ts', 'tada.ts'])('docs/sdk-reference.md has every export of %s', (file) => {
    const reference = readPage('docs/sdk-reference.md');
    const lists = [...source(file).matchAll(/export (?:type )?\{([^}]+)\} from '\.[^']+'/g)];
    const names = [
      ...lists.flatMap(([, list = '']) => list.split(',').map((name) => name.replace('type ', '').trim())),
      ...Array.from(source(file).matchAll(/^export (?:const|type) (\w+)/gm), ([, name = '']) => name),
    ].filter((name) => name !== '');
    expect(names.length).toBeGreaterThan(1);
    expect(names.filter((name) => !reference.includes(`### ${name}\n`))).toEqual([]);
  });

  test('docs/guide/sdk.md lists the methods of every noun', () => {
    const client = createClient({ url: 'http://localhost:4000/graphql' });
    const rows = readPage('docs/guide/sdk.md')
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split('|').map((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name)));
    const documented = Object.fromEntries(
      rows.flatMap(([, nouns = [], methods = []]) => nouns.map((noun) => [noun, methods.sort()])),
    );
    const actual = Object.fromEntries(
      Object.entries(client).flatMap(([noun, calls]) =>
        typeof calls === 'object' ? [[noun, Object.keys(calls).sort()]] : [],
      ),
    );
    expect(documented).toEqual(actual);
  });

  test('docs/guide/sdk.md names every function of the client', () => {
    const client = createClient({ url: 'http://localhost:4000/graphql' });
    const guide = readPage('docs/guide/sdk.md');
    const functions = Object.entries(client).flatMap(([name, call]) => (typeof call === 'function' ? [name] : []));
    expect(functions.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
  });
});

test('docs/decisions/libraries.md names every dependency', () => {
  const page = readPage('docs/decisions/libraries.md');
  const dependencies = ['package.json', 'web/package.json', 'sdk/package.json'].flatMap((file) => {
    const manifest = JSON.parse(readPage(file)) as Record<'dependencies' | 'peerDependencies', object | undefined>;
    return Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  });
  expect(dependencies.filter((name) => !name.startsWith('@chancery/') && !page.includes(name))).toEqual([]);
});

test('README.md names the Node.js version that package.json requires', () => {
  const { engines } = JSON.parse(readPage('package.json')) as { engines: { node: string } };
  expect(engines.node).toMatch(/^>=\d+$/);
  expect(readPage('README.md').replaceAll('\n', ' ')).toContain(`install Node.js ${engines.node.slice(2)} or later`);
});

/** Every command of the command line, from the modules in `src/cli`, with its own options. */
async function loadCommands(): Promise<{ path: string; options: string[] }[]> {
  const program = new Command('chancery');
  const modules = readdirSync(join(root, 'src/cli')).filter((file) => file !== 'program.ts');
  for (const file of modules)
    for (const [name, add] of Object.entries(
      (await import(/* @vite-ignore */ join(root, 'src/cli', file))) as Record<string, unknown>,
    ))
      if (/^add\w+Command$/.test(name)) (add as (program: Command) => void)(program);
  const list = (command: Command, path: string): { path: string; options: string[] }[] =>
    command.commands.length > 0
      ? command.commands.flatMap((child) => list(child, `${path} ${child.name()}`.trim()))
      : [{ path, options: command.options.map((option) => option.long ?? '') }];
  return list(program, '');
}
