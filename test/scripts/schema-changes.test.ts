import { expect, test } from 'vitest';
import { parseSchemaChanges } from '../../scripts/schema-changes.ts';

test('reports nothing if the migrations create every table', () => {
  expect(parseSchemaChanges('{"status":"no_changes","dialect":"sqlite"}')).toEqual([]);
});

test.each([
  [
    'an index',
    { type: 'create_index', index: { table: 'visits', name: 'visits_at' } },
    'create_index visits.visits_at',
  ],
  ['a check', { type: 'recreate_table', to: { name: 'figures' }, from: {} }, 'recreate_table figures'],
  ['a column', { type: 'add_column', column: { table: 'visits', name: 'size' } }, 'add_column visits.size'],
  ['a change of an unknown form', { type: 'new_type' }, 'new_type'],
])('names %s without a migration', (_name, statement, change) => {
  expect(parseSchemaChanges(JSON.stringify({ status: 'ok', statements: [statement] }))).toEqual([change]);
});

test('names a column that may be a renamed one', () => {
  const unresolved = [{ type: 'rename_or_create', kind: 'column', entity: ['public', 'figures', 'size'] }];
  expect(parseSchemaChanges(JSON.stringify({ status: 'missing_hints', unresolved }))).toEqual([
    'rename_or_create figures.size',
  ]);
});

test('reports a status that it does not know', () => {
  expect(parseSchemaChanges('{"status":"conflict"}')).toEqual(['status conflict']);
});
