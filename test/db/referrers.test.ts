import { getColumnTable, getTableName, is } from 'drizzle-orm';
import { type AnySQLiteColumn, getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { expect, test } from 'vitest';
import { referenceColumns } from '../../src/db/reference-columns.ts';
import * as tables from '../../src/db/tables/index.ts';

const nameOf = (column: AnySQLiteColumn): string => `${getTableName(getColumnTable(column))}.${column.name}`;

/** Tables whose rows belong to no record: derived data, history, tokens, drafts, alerts. */
const apart = new Set([
  'appearances',
  'source_entries',
  'disputes',
  'visit_origins',
  'documents',
  'name_forms',
  'records',
  'revisions',
  'imported',
  'tokens',
  'requests',
  'readings',
  'drafts',
  'saved_searches',
  'alert_messages',
]);

/** Columns that identify the owner of the row. Any reference not listed must be among the referrers. */
const ownRow = new Set([
  ...[
    'visits',
    'statements',
    'trade_links',
    'agreements',
    'positions',
    'figures',
    'countries',
    'groups',
    'people',
    'organizations',
  ].map((table) => `${table}.id`),
  ...['visit_travellers', 'visit_met', 'visit_purposes'].map((table) => `${table}.visit_id`),
  'statement_parties.statement_id',
  'renderings.statement_id',
  'trade_link_parties.trade_link_id',
  'trade_link_commodities.trade_link_id',
  'agreement_signatories.agreement_id',
  'position_toward.position_id',
  'figure_parties.figure_id',
  'names.party_id',
  'identifiers.party_id',
  'identifiers.office_id',
  'memberships.group_id',
  'affiliations.group_id',
  'country_periods.country_id',
  'successions.predecessor_id',
  'source_derivations.source_id',
  'citations.entry_id',
  'citations.party_id',
  'citations.term_id',
  'citations.rendering_id',
  'source_texts.source_id',
  'spans.citation_id',
  'trade_flow_files.source_id',
  'trade_flows.source_id',
  'trade_flows.file_id',
]);

/** Columns that repeat a value of the referenced row. */
const repeated = new Set(['at', 'key', 'kind', 'entry_kind', 'party_kind', 'host_code']);

const references = Object.values(tables)
  .filter((table) => is(table, SQLiteTable))
  .filter((table) => !apart.has(getTableName(table)))
  .flatMap((table) => getTableConfig(table).foreignKeys.flatMap((key) => key.reference().columns))
  .filter((column) => !repeated.has(column.name))
  .map(nameOf);

test('lists every reference between records among the referrers, which withdrawals and merges use', () => {
  const known = new Set(referenceColumns.map(({ column }) => nameOf(column)));
  expect(references.length).toBeGreaterThan(50);
  expect([...new Set(references)].filter((name) => !known.has(name) && !ownRow.has(name))).toEqual([]);
});

test('lists only references as exceptions, and none twice', () => {
  const known = referenceColumns.map(({ column }) => nameOf(column));
  expect(known.filter((name) => !references.includes(name))).toEqual([]);
  expect(known.filter((name) => ownRow.has(name))).toEqual([]);
  expect([...ownRow].filter((name) => !references.includes(name))).toEqual([]);
});
