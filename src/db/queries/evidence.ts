import { type SQL, sql } from 'drizzle-orm';
import { badInput } from '../../model/errors.ts';
import { getCitableFields } from '../../model/records/claim.ts';
import { type Noun, recordSchemas } from '../../model/records/index.ts';
import { type EntryKind, entryKinds, formatKind } from '../../model/vocabulary.ts';
import { type AliasedColumns, allOf, notTrue, type StatementContext, valueList } from '../sql-builder.ts';
import { citations, disputes } from '../tables/index.ts';
import { type Condition, listCondition, testCondition } from './filter.ts';

/** Asked of one and the same citation. */
export interface EvidenceFilter {
  field?: string | null;
  basis?: string[] | null;
  rank?: string[] | null;
}

/** What can be asked of the evidence of every kind of entry. */
export interface EvidenceFilters {
  disputed?: boolean | null;
  evidence?: EvidenceFilter | null;
}

/** Refuses a name that is no field of such records, and so has no evidence. */
export function assertFieldHasEvidence(nouns: readonly Noun[], field: string, argument: string): void {
  const fields = [...new Set(nouns.flatMap((noun) => getCitableFields(recordSchemas[noun])))];
  if (!fields.includes(field))
    throw badInput(
      `${argument}: "${field}" is not a field that has evidence here. Give one of ${fields.sort().join(', ')}.`,
      argument,
    );
}

/** Conditions on an entry's evidence; `kind`, where the rows are all of that. */
export function evidenceConditions(
  scope: StatementContext,
  entryId: SQL,
  { disputed, evidence }: EvidenceFilters,
  kind?: EntryKind,
): Condition[] {
  const contested = () => listCondition(scope, disputes, entryId, (row) => kindTest(row, kind), true);
  return [
    ...(disputed === true ? [contested()] : []),
    ...(disputed === false ? [testCondition(notTrue(contested().test))] : []),
    ...(evidence ? [testCondition(citationMatches(scope, entryId, evidence, kind))] : []),
  ];
}

const kindTest = (row: AliasedColumns, kind: EntryKind | undefined): SQL =>
  kind === undefined ? sql`1` : sql`${row.kind as SQL} = ${kind}`;

function citationMatches(
  scope: StatementContext,
  entryId: SQL,
  { field, basis, rank }: EvidenceFilter,
  kind: EntryKind | undefined,
): SQL {
  if (field != null) assertFieldHasEvidence((kind ? [kind] : entryKinds).map(nounForKind), field, 'evidence.field');
  const { row, from } = scope.aliasTable(citations);
  const where = allOf([
    sql`${row.entryId} = ${entryId}`,
    ...(field != null ? [sql`${row.field} = ${field}`] : []),
    ...(basis ? [sql`${row.basis} IN ${valueList(basis)}`] : []),
    ...(rank ? [sql`${row.rank} IN ${valueList(rank)}`] : []),
  ]);
  return sql`EXISTS (SELECT 1 FROM ${from} WHERE ${where})`;
}

const nounForKind = (kind: EntryKind): Noun => formatKind(kind).replace(' ', '-') as Noun;
