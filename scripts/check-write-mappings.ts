import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { API, type Program } from 'typescript/unstable/sync';
import { createVitest, type TestSpecification } from 'vitest/node';
import config from '../vitest.config.ts';
import { listMutations, type Mutation, mutate, mutateOnDemand } from './write-mutants.ts';

/**
 * Checks that no value gets lost unnoticed between a record and its rows. It deletes each property and each assignment of
 * the code between them in turn, and fails if the result compiles and passes the tests. Arguments: the files to check, all
 * by default. Files are changed in memory only.
 */

const writeMappings = [
  'src/store/write/*.ts',
  'src/store/serialize/*.ts',
  'src/store/{derived-rows,first-revisions,fuzzy-date-columns,history,import-ownership,merge-record}.ts',
  'src/store/{normalize-claim-ranks,search-documents,three-way-merge,upsert-owned-record,withdraw-record}.ts',
  'src/store/{write-batch,write-record,writer}.ts',
];
/** Quick tests that write, each in a database of its own: those first that most mutants fail. */
const tests = ['write-mappings', 'merge-mappings', 'write-details', 'rewrite', 'write-spans'].map(
  (name) => `test/store/${name}.test.ts`,
);
/** Unused imports and variables: an editor who deletes a value deletes these too. */
const unusedCodes: ReadonlySet<number> = new Set([6133, 6192, 6196, 6198]);

interface Mutant {
  readonly id: number;
  readonly file: string;
  readonly mutation: Mutation;
}

const root = join(import.meta.dirname, '..');
const readText = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Returns the mutants that compile. All are files of one program, next to the originals. */
function compileMutants(mutants: readonly Mutant[]): Mutant[] {
  const texts = new Map<string, string>();
  const addFile = (name: string, text: string): string => {
    const path = join(root, name);
    texts.set(path, text);
    return path;
  };
  const copies = mutants.map((mutant) => {
    const { id, file, mutation } = mutant;
    const text = readText(file);
    return {
      mutant,
      path: addFile(`${file}.${id}.ts`, mutate(text, mutation)),
      original: addFile(`${file}.original.ts`, text),
    };
  });
  const project = { extends: './tsconfig.json', include: [], files: [...texts.keys()] };
  const tsconfig = addFile('tsconfig.mutants.json', JSON.stringify(project));
  const api = new API({
    cwd: root,
    fs: { readFile: (path) => texts.get(path), fileExists: (path) => texts.has(path) || undefined },
  });
  const program = api.updateSnapshot({ openProjects: [tsconfig] }).getProject(tsconfig)?.program;
  if (!program) throw new Error('The mutants were not loaded.');
  const errors = listErrors(program);
  api.close();
  // A copy may have errors of its own: a class with private members differs from that of the original.
  return copies
    .filter(({ path, original }) => [...(errors.get(path) ?? [])].every((text) => errors.get(original)?.has(text)))
    .map(({ mutant }) => mutant);
}

function listErrors(program: Program): Map<string, Set<string>> {
  const errors = new Map<string, Set<string>>();
  for (const { fileName = '', code, text } of program.getSemanticDiagnostics())
    if (!unusedCodes.has(code)) errors.set(fileName, (errors.get(fileName) ?? new Set()).add(text));
  return errors;
}

/** Returns the mutants with which all tests pass. */
async function testMutants(mutants: readonly Mutant[]): Promise<Mutant[]> {
  const texts = new Map(
    Object.entries(Object.groupBy(mutants, ({ file }) => file)).map(([file, group = []]) => [
      join(root, file),
      mutateOnDemand(readText(file), new Map(group.map(({ id, mutation }) => [id, mutation]))),
    ]),
  );
  const { projects: _projects, ...options } = config.test ?? {};
  const vitest = await createVitest(
    {
      ...options,
      ...{ config: false, root, include: tests, watch: false, update: 'none', reporters: [{}], fsModuleCache: false },
      runner: fileURLToPath(import.meta.resolve('./mutant-runner.ts')),
    },
    {
      ...(config.ssr && { ssr: config.ssr }),
      plugins: [
        {
          name: 'mutants',
          enforce: 'pre',
          transform: (_text, path) => texts.get(path),
        },
      ],
    },
  );
  /** Returns the mutants with which the tests of a file pass. */
  const run = async (specification: TestSpecification, tested: readonly Mutant[]): Promise<readonly Mutant[]> => {
    vitest.provide(
      'mutants',
      tested.map(({ id }) => id),
    );
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications([specification]);
    const results = testModules.flatMap((module) => [...module.children.allTests()]);
    const loadErrors = testModules.flatMap((module) => module.errors());
    if (tested.length === 1 && loadErrors.length > 0) return [];
    const errors = [...loadErrors, ...unhandledErrors, ...results.flatMap((test) => test.result().errors ?? [])];
    if (errors.length > 0)
      throw new Error(`${specification.moduleId} fails without a mutant, or after one.`, { cause: errors });
    const killed = new Set(results.flatMap((test) => test.meta().killed ?? []));
    return tested.filter(({ id }) => !killed.has(id));
  };
  try {
    const specifications = (await Promise.all(tests.map((test) => vitest.globTestSpecifications([test])))).flat();
    const runAll = async (tested: readonly Mutant[]): Promise<readonly Mutant[]> => {
      let survivors = tested;
      for (const specification of specifications)
        if (survivors.length > 0) survivors = await run(specification, survivors);
      return survivors;
    };
    const survivors: Mutant[] = [];
    // A mutant of code that runs when a module is loaded needs a process of its own.
    for (const mutant of await runAll(mutants)) survivors.push(...(await runAll([mutant])));
    return survivors;
  } finally {
    await vitest.close();
  }
}

const files = process.argv.length > 2 ? process.argv.slice(2) : globSync(writeMappings, { cwd: root }).sort();
const mutants = files
  .flatMap((file) => listMutations(file, readText(file)).map((mutation) => ({ file, mutation })))
  .map((mutant, id) => ({ id, ...mutant }));
const compiled = compileMutants(mutants);
console.log(`${mutants.length} mutants of ${files.length} files: ${mutants.length - compiled.length} do not compile.`);
const survivors = await testMutants(compiled);
console.log(`${compiled.length - survivors.length} fail a test, ${survivors.length} survive.`);
for (const { file, mutation } of survivors)
  console.error(`${file}:${mutation.line}: no test fails without "${mutation.deleted}". Add a test, or delete it.`);
process.exitCode = survivors.length > 0 ? 1 : 0;
