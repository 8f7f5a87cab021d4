import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCliSandbox } from './cli/cli-sandbox.ts';
import { readSnippets, type Snippet } from './helpers/markdown-snippets.ts';
import {
  copyTemplateDatabase,
  createTemporaryFolder,
  hasHsgTravels,
  hsgTravelsFolder,
  pocomFolder,
} from './helpers/temporary-database.ts';

const run = promisify(execFile);
const home = new URL('../', import.meta.url);
const root = fileURLToPath(home);
const pages = ['README.md', 'sdk/README.md'].map((name) => ({ name, snippets: readSnippets(new URL(name, home)) }));

/** A reader's own steps: they install, download, make the package, serve, or run these tests. */
const readersOwn = /^(npm (ci|install|pack)\b|git clone )/;
const isReadersOwn = ({ language, text }: Snippet): boolean =>
  language === 'sh' &&
  text
    .trim()
    .split('\n')
    .every((line) => readersOwn.test(line));
const needsTravels = ({ section }: Snippet): boolean => section.includes('import hsg-travels ../travels');

const isScript = ({ language }: Snippet): boolean => language === 'ts';

/** A page's TypeScript as one module, since a snippet uses what those before it declare. */
const moduleOf = (snippets: readonly Snippet[]): string =>
  snippets
    .filter(isScript)
    .map(({ text }) => text)
    .join('');

/** The same, each snippet waiting for its turn, which ends with a mark: what is between them in other languages comes between them. */
const mark = '--- done\n';
const moduleInTurns = (snippets: readonly Snippet[]): string => {
  const scripts = snippets
    .filter(isScript)
    .map(({ text }) => `await turnsOfTheTest.next();\n${text}process.stdout.write(${JSON.stringify(mark)});\n`);
  return `const turnsOfTheTest = process.stdin[Symbol.asyncIterator]();\n${scripts.join('')}`;
};

/** Gives a module one turn, and what it prints in it. */
async function turn({ stdin, stdout, stderr }: ChildProcess): Promise<string> {
  stdin?.write('\n');
  let printed = '';
  for await (const text of stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    printed += text;
    if (printed.endsWith(mark)) return printed.slice(0, -mark.length);
  }
  throw new Error(`${printed}\n${stderr?.read() ?? ''}`);
}

/** A token as the pages show it; here there is a real one in its place. */
const shownToken = 'chancery_3f9c0a7be215_…';
const anyToken = /chancery_[\da-f]{12}_[\w-]+/g;

// A project such as a reader has, with the package built from here.
const project = createTemporaryFolder();
const moduleName = (page: string): string => join(project.path, page.replaceAll('/', '-').replace('.md', '.ts'));

beforeAll(async () => {
  const sdk = join(project.path, 'node_modules/@chancery/sdk');
  mkdirSync(sdk, { recursive: true });
  await run('tsc', ['-p', 'sdk', '--outDir', join(sdk, 'dist')], { cwd: root });
  cpSync(join(root, 'sdk/package.json'), join(sdk, 'package.json'));
  const compilerOptions = {
    strict: true,
    noEmit: true,
    target: 'ES2022',
    module: 'NodeNext',
    lib: ['ES2022', 'DOM'],
    types: [],
  };
  writeFileSync(join(project.path, 'package.json'), JSON.stringify({ type: 'module' }));
  writeFileSync(join(project.path, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  for (const { name, snippets } of pages) writeFileSync(moduleName(name), moduleOf(snippets));
});
afterAll(() => project[Symbol.dispose]());

test('every link of the documentation leads to a file, every path that it names is there', () => {
  const documents = ['.', 'data', 'sdk', 'docs', 'docs/decisions', 'examples'].flatMap((folder) =>
    readdirSync(join(root, folder)).flatMap((file) => (file.endsWith('.md') ? [join(folder, file)] : [])),
  );
  const missing = documents.flatMap((document) => {
    const text = readFileSync(join(root, document), 'utf8');
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = '']) => join(dirname(document), link));
    const paths = [...text.matchAll(/`((?:src|sdk|test|data|docs|scripts)\/[\w./-]+)`/g)].map(([, path = '']) => path);
    return [...links, ...paths].filter((path) => !existsSync(join(root, path))).map((path) => `${document}: ${path}`);
  });
  expect(missing).toEqual([]);
});

test('every decision is in their index', () => {
  const decisions = readdirSync(join(root, 'docs/decisions')).filter((file) => file !== 'README.md');
  const index = readFileSync(join(root, 'docs/decisions/README.md'), 'utf8');
  expect([...index.matchAll(/\]\((.+\.md)\)/g)].map(([, file]) => file)).toEqual(decisions.sort());
});

test('the TypeScript of the pages type-checks', async () => {
  const { stdout } = await run('tsc', ['-p', project.path]).catch((error) => error);
  expect(stdout).toBe('');
});

// Top down and on one server, as a reader goes: what one snippet imports is there for the next.
describe.each(pages)('$name', ({ name, snippets }) => {
  const place = openCliSandbox();
  let server: Awaited<ReturnType<typeof place.serve>>;
  let token: string;
  beforeAll(async () => {
    await copyTemplateDatabase(place.resolve('record.db'));
    server = await place.serve();
    token = (await place.run(['token', 'create', '--holder', 'Ada Lovelace'])).out.trim();
    return () => server[Symbol.asyncDispose]();
  });
  afterAll(() => {
    running?.kill('SIGKILL');
    place[Symbol.dispose]();
  });

  /** What the page's names stand for here. */
  const names = (): [shown: string, real: string][] => [
    ['http://localhost:4000', new URL(server.url).origin],
    ['../travels', hsgTravelsFolder],
    ['../pocom', pocomFolder],
    ['my-entries.yaml', place.resolve('my-entries.yaml')],
    [shownToken, token],
  ];
  const asReal = (text: string): string => names().reduce((all, [shown, real]) => all.replaceAll(shown, real), text);
  const asShown = (text: string): string =>
    names()
      .reduce((all, [shown, real]) => all.replaceAll(real, shown), text)
      .replaceAll(anyToken, shownToken);

  let running: ChildProcess | undefined;
  const printed: string[] = [];
  function startModule(): ChildProcess {
    const path = moduleName(name).replace('.ts', '.run.ts');
    writeFileSync(path, asReal(moduleInTurns(snippets)));
    const child = spawn(process.execPath, [path]);
    child.stdout.setEncoding('utf8');
    child.stderr.setEncoding('utf8');
    return child;
  }

  const runners: Record<string, (snippet: Snippet) => Promise<string>> = {
    async graphql({ text: query }) {
      const headers = { 'content-type': 'application/json', accept: 'application/json' };
      const response = await fetch(server.url, { method: 'POST', headers, body: JSON.stringify({ query }) });
      return response.text();
    },
    async sh({ text }) {
      const env = { ...process.env, CHANCERY_DB: place.resolve('record.db') };
      return (await run('sh', ['-e', '-c', asReal(text)], { cwd: root, env })).stdout;
    },
    async ts(snippet) {
      running ??= startModule();
      const index = snippets.filter(isScript).indexOf(snippet);
      while (printed.length <= index) printed.push(await turn(running));
      return printed[index] ?? '';
    },
    async yaml({ text }) {
      const file = /^# (\S+)\n/.exec(text)?.[1];
      if (!file) throw new Error('The first line must be a comment with the name of the file.');
      writeFileSync(asReal(file), text);
      return '';
    },
  };

  for (const snippet of snippets) {
    const { line, language, text, expectedOutput: answer } = snippet;
    const title = `line ${line}, ${language}: ${text.split('\n')[0]}`;
    if (isReadersOwn(snippet)) test.skip(`${title} (not run here: it is the reader's own)`);
    else if (needsTravels(snippet) && !hasHsgTravels) test.skip(`${title} (skipped where ../shared/data is absent)`);
    else
      test(title, async () => {
        const runner = runners[language];
        if (!runner) throw new Error(`No snippet is in "${language}".`);
        const told = asShown(await runner(snippet));
        if (told.startsWith('{'))
          expect(withoutExtensions(told)).toEqual(answer ? JSON.parse(answer) : { data: expect.anything() });
        else if (answer !== undefined) expect(told.trim()).toBe(answer.trim());
      });
  }
});

/** The pages leave an answer's own extensions out. */
function withoutExtensions(body: string): unknown {
  const { extensions: _left, ...rest } = JSON.parse(body) as Record<string, unknown>;
  return rest;
}
