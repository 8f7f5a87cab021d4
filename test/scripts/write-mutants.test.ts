import { expect, test } from 'vitest';
import { listMutations, mutate, mutateOnDemand } from '../../scripts/write-mutants.ts';

const mutantsOf = (text: string): string[] => listMutations('row.ts', text).map((mutation) => mutate(text, mutation));

test('deletes each property of an object literal, nested ones and spreads included', () => {
  expect(mutantsOf('insert({ key, ...row, at: { day: 1 }, [owner]: id });')).toEqual([
    'insert({  ...row, at: { day: 1 }, [owner]: id });',
    'insert({ key,  at: { day: 1 }, [owner]: id });',
    'insert({ key, ...row,  [owner]: id });',
    'insert({ key, ...row, at: { day: 1 },  });',
    'insert({ key, ...row, at: {  }, [owner]: id });',
  ]);
});

test('replaces each assignment by the assigned value', () => {
  expect(mutantsOf('if (isDate) Object.assign(row, columns);\nelse row[name] = value ?? null;')).toEqual([
    'if (isDate) (row);\nelse row[name] = value ?? null;',
    'if (isDate) Object.assign(row, columns);\nelse (value ?? null);',
  ]);
});

test('leaves patterns and types as they are', () => {
  expect(mutantsOf('const { key, ...rest }: { key: string } = record;')).toEqual([]);
});

test('names the place', () => {
  expect(listMutations('row.ts', '// Row\nsave({\n  key,\n  kind: {\n    a: 1,\n  },\n});')[1]).toMatchObject({
    line: 4,
    deleted: 'kind: { a: 1, }',
  });
});

test('applies the active mutant at run time', () => {
  const text = 'const row = {}; row.parts = { a: { b: 1 }, ...{ c: 2 } }; Object.assign(row, { d: 3 }); return row;';
  const mutations = new Map(listMutations('row.ts', `() => { ${text} }`).entries());
  const code = mutateOnDemand(`() => { ${text} }`, mutations);
  const rowOf = (mutant: number | undefined): unknown => {
    globalThis.activeMutant = mutant;
    try {
      return new Function(`return (${code})();`)();
    } finally {
      globalThis.activeMutant = undefined;
    }
  };
  const complete = { parts: { a: { b: 1 }, c: 2 }, d: 3 };
  expect(rowOf(undefined)).toEqual(complete);
  const results = [...mutations].map(([id, { deleted }]) => [deleted, rowOf(id)]);
  expect(Object.fromEntries(results)).toEqual({
    'row.parts = { a: { b: 1 }, ...{ c: 2 } }': { d: 3 },
    'a: { b: 1 }': { ...complete, parts: { c: 2 } },
    'b: 1': { ...complete, parts: { a: {}, c: 2 } },
    '...{ c: 2 }': { ...complete, parts: { a: { b: 1 } } },
    'c: 2': { ...complete, parts: { a: { b: 1 } } },
    'Object.assign(row, { d: 3 })': { parts: complete.parts },
    'd: 3': { parts: complete.parts },
  });
});
