import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { transform } from 'esbuild';
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

/** Pages whose snippets are executed. The commands of `docs/guide/operate.md` write outside the test's folder. */
const pages = [
  'README.md',
  'sdk/README.md',
  'docs/guide/ask.md',
  'docs/guide/evidence.md',
  'docs/guide/import.md',
  'docs/guide/sdk.md',
  'docs/guide/write-and-correct.md',
].map((name) => ({ name, snippets: readSnippets(new URL(name, home)) }));

/** Folders with the project's Markdown files; `sdk-reference.md` and `RESULTS.md` are generated. */
const documentFolders = ['.', 'bench', 'data', 'docs', 'docs/decisions', 'docs/guide', 'examples', 'sdk', 'web'];
const generatedPages = ['docs/sdk-reference.md', 'bench/RESULTS.md'];
/** Paths that only exist after a build. */
const buildOutputs = ['web/dist'];
const documents = documentFolders.flatMap((folder) =>
  readdirSync(join(root, folder)).flatMap((file) => (file.endsWith('.md') ? [join(folder, file)] : [])),
);

/** Commands that only the reader can run: they install, download, pack, or import a download that is not part of the project. */
const readerCommand = /^(npm (ci|install|pack)\b|git clone |npm run -s chancery -- import (hs|flows) \.\.\/)/;
const isReaderCommand = ({ language, text }: Snippet): boolean =>
  language === 'sh' &&
  text
    .trim()
    .split('\n')
    .every((line) => readerCommand.test(line));
const needsTravels = ({ section }: Snippet): boolean => section.includes('import hsg-travels ../travels');

const isScript = ({ language }: Snippet): boolean => language === 'ts';
const isComponent = ({ language }: Snippet): boolean => language === 'tsx';

/** Joins the TypeScript of a page into one module, because a snippet uses the declarations of earlier ones. */
const moduleOf = (snippets: readonly Snippet[], belongs = isScript): string =>
  snippets
    .filter(belongs)
    .map(({ text }) => text)
    .join('');

/** Joins them so that each snippet waits for a line on stdin and ends with a mark: snippets in other languages run in between. */
const mark = '--- done\n';
const moduleInTurns = (snippets: readonly Snippet[]): string => {
  const scripts = snippets
    .filter(isScript)
    .map(({ text }) => `await testTurns.next();\n${text}process.stdout.write(${JSON.stringify(mark)});\n`);
  return `const testTurns = process.stdin[Symbol.asyncIterator]();\n${scripts.join('')}`;
};

/** Runs the next snippet of a module and returns its output. */
async function turn({ stdin, stdout, stderr }: ChildProcess): Promise<string> {
  stdin?.write('\n');
  let printed = '';
  for await (const text of stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    printed += text;
    if (printed.endsWith(mark)) return printed.slice(0, -mark.length);
  }
  throw new Error(`${printed}\n${stderr?.read() ?? ''}`);
}

/** The placeholder for a token on the pages. The test replaces it with a real one. */
const shownToken = 'chancery_3f9c0a7be215_…';
const anyToken = /chancery_[\da-f]{12}_[\w-]+/g;

// A project like a reader's, with the package built from this repository.
const project = createTemporaryFolder();
const moduleName = (page: string, extension = '.ts'): string =>
  join(project.path, page.replaceAll('/', '-').replace('.md', extension));
/** What the reader installs for `@chancery/sdk/react` and `@chancery/sdk/tada`. */
const readerPackages = ['react', 'react-dom', '@tanstack/react-query', 'gql.tada', '@types/react', '@types/react-dom'];

beforeAll(async () => {
  const sdk = join(project.path, 'node_modules/@chancery/sdk');
  mkdirSync(sdk, { recursive: true });
  await run('tsc', ['-p', 'sdk', '--outDir', join(sdk, 'dist')], { cwd: root });
  cpSync(join(root, 'sdk/package.json'), join(sdk, 'package.json'));
  for (const name of readerPackages) {
    const path = join(project.path, 'node_modules', name);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), path);
  }
  const compilerOptions = {
    strict: true,
    noEmit: true,
    target: 'ES2022',
    module: 'NodeNext',
    lib: ['ES2022', 'DOM'],
    jsx: 'react-jsx',
    skipLibCheck: true,
    types: [],
  };
  writeFileSync(join(project.path, 'package.json'), JSON.stringify({ type: 'module' }));
  writeFileSync(join(project.path, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  for (const { name, snippets } of pages) {
    writeFileSync(moduleName(name), moduleOf(snippets));
    if (snippets.some(isComponent)) writeFileSync(moduleName(name, '.components.tsx'), moduleOf(snippets, isComponent));
  }
});
afterAll(() => project[Symbol.dispose]());

/** The anchors that GitHub creates for the headings of a page. */
function headingAnchors(document: string): string[] {
  const headings = readFileSync(join(root, document), 'utf8').matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

const { repository } = JSON.parse(readFileSync(join(root, 'sdk/package.json'), 'utf8'));
const repositoryFiles = `${repository.url.replace(/^git\+|\.git$/g, '')}/blob/main/`;

/** The text of a page, with links to the repository, which npm needs in full, as relative ones. */
const readWithLocalLinks = (document: string): string =>
  readFileSync(join(root, document), 'utf8').replaceAll(
    `](${repositoryFiles}`,
    `](${relative(dirname(document), '.') || '.'}/`,
  );

test('every link and path in the documentation exists', () => {
  const missing = documents.flatMap((document) => {
    const text = readWithLocalLinks(document);
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = '']) => join(dirname(document), link));
    const paths = [...text.matchAll(/`((?:src|sdk|test|data|docs|scripts|bench|web|examples)\/[\w./-]+)`/g)].map(
      ([, path = '']) => path,
    );
    return [...links, ...paths]
      .filter((path) => !existsSync(join(root, path)) && !buildOutputs.includes(path))
      .map((path) => `${document}: ${path}`);
  });
  expect(missing).toEqual([]);
});

test('every link to a section leads to a heading', () => {
  const missing = documents.flatMap((document) => {
    const links = readWithLocalLinks(document).matchAll(/\]\((?!https?:)([^)#]*)#([^)]+)\)/g);
    return [...links].flatMap(([, path = '', anchor = '']) => {
      const target = path === '' ? document : join(dirname(document), path);
      return target.endsWith('.md') && !headingAnchors(target).includes(anchor)
        ? [`${document}: ${path}#${anchor}`]
        : [];
    });
  });
  expect(missing).toEqual([]);
});

test('prose is wrapped at 100 columns', () => {
  const isExempt = (line: string): boolean => line.startsWith('|') || line.includes('](') || /\S{60}/.test(line);
  const long = documents
    .filter((document) => !generatedPages.includes(document))
    .flatMap((document) => {
      const prose = readFileSync(join(root, document), 'utf8').replace(/^ *```[\s\S]*?^ *```$/gm, '');
      return prose
        .split('\n')
        .filter((line) => line.length > 100 && !isExempt(line))
        .map((line) => `${document}: ${line}`);
    });
  expect(long).toEqual([]);
});

test('the README has at most 150 lines', () => {
  expect(readFileSync(join(root, 'README.md'), 'utf8').split('\n').length).toBeLessThanOrEqual(151);
});

test('the index of decisions lists every decision', () => {
  const decisions = readdirSync(join(root, 'docs/decisions')).filter((file) => file !== 'README.md');
  const index = readFileSync(join(root, 'docs/decisions/README.md'), 'utf8');
  expect([...index.matchAll(/\]\((.+\.md)\)/g)].map(([, file]) => file)).toEqual(decisions.sort());
});

test('docs/README.md links to every page of the documentation', () => {
  const index = readFileSync(join(root, 'docs/README.md'), 'utf8');
  const linked = [...index.matchAll(/\]\(([^)]+)\)/g)].map(([, path = '']) => join('docs', path));
  const pagesOfDocs = documents.filter((page) => /^docs\/(guide\/)?[^/]+$/.test(page) && page !== 'docs/README.md');
  expect(pagesOfDocs.filter((page) => !linked.includes(page))).toEqual([]);
});

test('TypeScript snippets type-check', async () => {
  const { stdout } = await run('tsc', ['-p', project.path]).catch((error) => error);
  expect(stdout).toBe('');
});

// Snippets of a page run in order against one server: each sees what the earlier ones imported.
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

  /** The placeholders of the page and their replacements in the test. */
  const names = (): [shown: string, real: string][] => [
    ['http://localhost:4000', new URL(server.url).origin],
    ['../travels', hsgTravelsFolder],
    ['../pocom', pocomFolder],
    ['my-entries.yaml', place.resolve('my-entries.yaml')],
    ['my-mapping.yaml', place.resolve('my-mapping.yaml')],
    ['my-visits.csv', place.resolve('my-visits.csv')],
    ['my-visits.yaml', place.resolve('my-visits.yaml')],
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
    /** Renders the components of the page, for each snippet that promises an output. */
    async tsx({ expectedOutput }) {
      if (expectedOutput === undefined) return '';
      const { code } = await transform(asReal(moduleOf(snippets, isComponent)), {
        loader: 'tsx',
        jsx: 'automatic',
        format: 'esm',
      });
      const path = moduleName(name, '.components.js');
      writeFileSync(path, code);
      const renderer = fileURLToPath(new URL('helpers/render-module.ts', import.meta.url));
      return (await run(process.execPath, [renderer, path])).stdout;
    },
    async yaml({ text }) {
      const file = /^# (\S+)\n/.exec(text)?.[1];
      if (!file || asReal(file) === file)
        throw new Error('The first line must be a comment with the name of a file of the test.');
      writeFileSync(asReal(file), text);
      return '';
    },
  };

  for (const snippet of snippets) {
    const { line, language, text, expectedOutput } = snippet;
    const title = `line ${line}, ${language}: ${text.split('\n')[0]}`;
    if (isReaderCommand(snippet)) test.skip(`${title} (not run: it installs or reads something of the reader's)`);
    else if (needsTravels(snippet) && !hasHsgTravels) test.skip(`${title} (skipped where ../shared/data is absent)`);
    else
      test(title, async () => {
        const runner = runners[language];
        if (!runner) throw new Error(`Snippets in "${language}" cannot be run.`);
        const output = asShown(await runner(snippet));
        if (output.startsWith('{'))
          expect(withoutExtensions(output)).toEqual(
            expectedOutput ? JSON.parse(expectedOutput) : { data: expect.anything() },
          );
        else if (expectedOutput !== undefined) expect(output.trim()).toBe(expectedOutput.trim());
      });
  }
});

/** The pages omit the extensions of a response. */
function withoutExtensions(body: string): unknown {
  const { extensions: _extensions, ...rest } = JSON.parse(body) as Record<string, unknown>;
  return rest;
}
