import { type SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { badInput } from '../../model/errors.ts';
import { getCitableFields } from '../../model/records/claim.ts';
import { type Noun, recordSchemas } from '../../model/records/index.ts';
import { type EntryKind, entryKinds, kindToNoun } from '../../model/vocabulary.ts';
import { type AliasedColumns, allOf, notTrue, type StatementContext, valueList } from '../sql-builder.ts';
import { citations, disputes } from '../tables/index.ts';
import { type Condition, type LogicalFilter, listCondition, testCondition } from './filter.ts';
import {
  compileLogicalFilters,
  customFilter,
  type FilterSpecs,
  type FilterValues,
  testFilter,
} from './filter-specs.ts';

/** Filters on one and the same citation. */
export interface EvidenceFilter {
  field?: string | null;
  basis?: string[] | null;
  rank?: string[] | null;
}

/** A row of an entry's table; `kind` if all rows of the table, or all that the filter can match, are of one kind. */
export interface EntrySubject<Columns = { readonly id: SQL }> {
  row: Columns;
  kind: EntryKind | undefined;
}

/** Returns a function that compiles the filter of a kind of entry to conditions on a row of its table. */
export const conditionsOfKind =
  <
    Table extends SQLiteTable,
    Specs extends FilterSpecs<EntrySubject<AliasedColumns<Table>>>,
    Filter extends FilterValues<Specs> & LogicalFilter<Filter>,
  >(
    specs: Specs,
    kind: EntryKind,
  ) =>
  (scope: StatementContext, row: AliasedColumns<Table>, filter: Filter): Condition[] =>
    compileLogicalFilters<EntrySubject<AliasedColumns<Table>>, Specs, Filter>(scope, specs, { row, kind }, filter);

/** The filters on the evidence of entries of every kind. */
export const evidenceFilters = {
  disputed: customFilter(
    'Boolean',
    'Whether sources give different values for a field of the entry.',
    ({ row, kind }: EntrySubject, isDisputed: boolean, scope) => {
      const condition = listCondition(scope, disputes, row.id, (dispute) => kindTest(dispute, kind), true);
      return [isDisputed ? condition : testCondition(notTrue(condition.test))];
    },
  ),
  evidence: testFilter(
    'EvidenceFilter',
    'Has matching evidence. Inside `not`: { basis: [INFERRED] } leaves out entries that rest on an inference.',
    ({ row, kind }: EntrySubject, evidence: EvidenceFilter, scope) => citationMatches(scope, row.id, evidence, kind),
  ),
};

/** Rejects a name that is not a field of such records, and so has no evidence. */
export function assertFieldHasEvidence(nouns: readonly Noun[], field: string, label = 'field'): void {
  const fields = [...new Set(nouns.flatMap((noun) => getCitableFields(recordSchemas[noun])))];
  if (!fields.includes(field))
    throw badInput(
      `${label}: "${field}" is not a field with evidence. Give one of ${fields.sort().join(', ')}.`,
      'field',
    );
}

const kindTest = (row: AliasedColumns, kind: EntryKind | undefined): SQL =>
  kind === undefined ? sql`1` : sql`${row.kind as SQL} = ${kind}`;

function citationMatches(
  scope: StatementContext,
  entryId: SQL,
  { field, basis, rank }: EvidenceFilter,
  kind: EntryKind | undefined,
): SQL {
  if (field != null) assertFieldHasEvidence((kind ? [kind] : entryKinds).map(kindToNoun), field, 'evidence.field');
  const { row, from } = scope.aliasTable(citations);
  const where = allOf([
    sql`${row.entryId} = ${entryId}`,
    ...(field != null ? [sql`${row.field} = ${field}`] : []),
    ...(basis ? [sql`${row.basis} IN ${valueList(basis)}`] : []),
    ...(rank ? [sql`${row.rank} IN ${valueList(rank)}`] : []),
  ]);
  return sql`EXISTS (SELECT 1 FROM ${from} WHERE ${where})`;
}
