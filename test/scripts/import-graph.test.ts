import { describe, expect, test } from 'vitest';
import { findCycles, listImports, readImportGraph } from '../../scripts/import-graph.ts';

describe('imports of a file', () => {
  test.each([
    ['a value', "import { parse } from '../model/fuzzy-date.ts';"],
    ['a type', "import type { FuzzyDate } from '../model/fuzzy-date.ts';"],
    ['side effects', "import '../model/fuzzy-date.ts';"],
    ['a re-export', "export { parse } from '../model/fuzzy-date.ts';"],
    ['a re-export of everything', "export * from '../model/fuzzy-date.ts';"],
    ['a dynamic import', "const { parse } = await import('../model/fuzzy-date.ts');"],
  ])('include %s', (_name, text) => {
    expect(listImports('src/store/writer.ts', text)).toEqual(['src/model/fuzzy-date.ts']);
  });

  test('leave packages out', () => {
    expect(listImports('src/store/writer.ts', "import { join } from 'node:path';\nimport 'zod';")).toEqual([]);
  });

  test('are found for every file of src', () => {
    const graph = readImportGraph('src');
    expect(graph.get('src/cli.ts')).toContain('src/cli/program.ts');
    const missing = [...graph].flatMap(([file, imports]) =>
      imports.filter((path) => path.startsWith('src/') && !graph.has(path)).map((path) => `${file} -> ${path}`),
    );
    expect(missing).toEqual([]);
  });
});

describe('import cycles', () => {
  const graph = (edges: Record<string, string[]>) => new Map(Object.entries(edges));

  test('are none in a tree or a diamond', () => {
    expect(findCycles(graph({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }))).toEqual([]);
  });

  test('are found through other files, the largest first', () => {
    expect(
      findCycles(graph({ entry: ['x', 'a'], x: ['y'], y: ['x'], a: ['b', 'x'], b: ['c', 'd'], c: ['a'], d: ['b'] })),
    ).toEqual([
      ['a', 'b', 'c', 'd'],
      ['x', 'y'],
    ]);
  });

  test('include files outside the folder only as ends', () => {
    expect(findCycles(graph({ a: ['outside'] }))).toEqual([]);
  });
});
