import { type SQL, sql } from 'drizzle-orm';
import { badInput } from '../../model/errors.ts';
import { evidentFields } from '../../model/records/claim.ts';
import { type Noun, recordSchemas } from '../../model/records/index.ts';
import { type EntryKind, entryKinds, nounOf } from '../../model/vocabulary.ts';
import { all, list, none, type Row, type Scope } from '../sql-builder.ts';
import { citations, disputes } from '../tables/index.ts';
import { type Condition, inList, only } from './filter.ts';

/** Asked of one and the same citation. */
export interface EvidenceFilter {
  field?: string | null;
  basis?: string[] | null;
  rank?: string[] | null;
}

/** What can be asked of the evidence of every kind of entry. */
export interface Evidenced {
  disputed?: boolean | null;
  evidence?: EvidenceFilter | null;
}

/** Refuses a name that is no field of such records, and so has no evidence. */
export function assertEvident(nouns: readonly Noun[], field: string, argument: string): void {
  const fields = [...new Set(nouns.flatMap((noun) => evidentFields(recordSchemas[noun])))];
  if (!fields.includes(field))
    throw badInput(
      `${argument}: "${field}" is not a field that has evidence here. Give one of ${fields.sort().join(', ')}.`,
      argument,
    );
}

/** Conditions on an entry's evidence; `kind`, where the rows are all of that. */
export function evidenceConditions(
  scope: Scope,
  entryId: SQL,
  { disputed, evidence }: Evidenced,
  kind?: EntryKind,
): Condition[] {
  const contested = () => inList(scope, disputes, entryId, (row) => ofKind(row, kind), true);
  return [
    ...(disputed === true ? [contested()] : []),
    ...(disputed === false ? [only(none(contested().test))] : []),
    ...(evidence ? [only(cited(scope, entryId, evidence, kind))] : []),
  ];
}

const ofKind = (row: Row, kind: EntryKind | undefined): SQL =>
  kind === undefined ? sql`1` : sql`${row.kind as SQL} = ${kind}`;

function cited(scope: Scope, entryId: SQL, { field, basis, rank }: EvidenceFilter, kind: EntryKind | undefined): SQL {
  if (field != null) assertEvident((kind ? [kind] : entryKinds).map(asNoun), field, 'evidence.field');
  const { row, from } = scope.table(citations);
  const where = all([
    sql`${row.entryId} = ${entryId}`,
    ...(field != null ? [sql`${row.field} = ${field}`] : []),
    ...(basis ? [sql`${row.basis} IN ${list(basis)}`] : []),
    ...(rank ? [sql`${row.rank} IN ${list(rank)}`] : []),
  ]);
  return sql`EXISTS (SELECT 1 FROM ${from} WHERE ${where})`;
}

const asNoun = (kind: EntryKind): Noun => nounOf(kind).replace(' ', '-') as Noun;
