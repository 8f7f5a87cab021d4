import { type SQL, sql } from 'drizzle-orm';
import { assertFieldHasEvidence } from '../db/queries/evidence.ts';
import { type AliasedColumns, type StatementContext, valueList } from '../db/sql-builder.ts';
import { citations, sourceDerivations, sources } from '../db/tables/index.ts';
import { oneOf, text } from '../model/nouns/field-kinds.ts';
import { citationBases, claimRanks, entryNouns, partyNouns, type RecordNoun } from '../model/vocabulary.ts';
import type { ArgsBuilder, FieldBuilder } from './builder.ts';
import { enumOf } from './enums.ts';
import { typeNameToNoun } from './node.ts';
import { declaredFields } from './output-fields.ts';
import { sqlField } from './plan/sql-field.ts';
import { Citation, Claim } from './type-refs.ts';

type OwnerColumn = 'entryId' | 'partyId' | 'termId' | 'renderingId';
type CitationRow = AliasedColumns<typeof citations>;
interface EvidenceArgs {
  field?: string | null;
  basis?: string[] | null;
}

/** The citations of a row, in the order of its record, optionally of one field or with certain bases only. */
export const citationsField = (of: OwnerColumn) =>
  sqlField<AliasedColumns, EvidenceArgs>((row, { field, basis }, plan) => {
    if (field != null) assertFieldHasEvidence(typeNameToNouns(plan.parentTypeName), field);
    return plan.selectMany((found) => {
      const citation = found as CitationRow;
      const ofField = field == null ? sql`` : sql` AND ${citation.field} = ${field}`;
      const onBasis = basis ? sql` AND ${citation.basis} IN ${valueList(basis)}` : sql``;
      return { where: sql`${citation[of]} = ${row.id}${ofField}${onBasis}`, orderBy: sql`${citation.ordinal}` };
    });
  });

/** The claims of a row: its citations, grouped by field and value. */
const claimsField = (of: OwnerColumn) =>
  sqlField<AliasedColumns, EvidenceArgs>((row, { field, basis }, plan) => {
    if (field != null) assertFieldHasEvidence(typeNameToNouns(plan.parentTypeName), field);
    const { row: citation, from } = plan.scope.aliasTable(citations);
    const claim = sql.raw(plan.scope.nextAlias());
    const column = (name: string): SQL => sql`${claim}.${sql.raw(`"${name}"`)}`;
    const object = plan.selectEmbedded({
      field: column('field'),
      value: column('value'),
      rank: column('rank'),
      reason: column('reason'),
      citationIds: column('citation_ids'),
    });
    const inField = sql`OVER (PARTITION BY ${citation.field})`;
    const stated = sql`max(${citation.rank})`;
    // Of several values, the only one without a rank is the record's value, unless another is PREFERRED.
    const rank = sql`coalesce(${stated}, iif(count(*) ${inField} > 1 AND sum(${stated} IS NULL) ${inField} = 1
      AND sum(${stated} IS 'PREFERRED') ${inField} = 0, 'PREFERRED', 'NORMAL'))`;
    // The rank depends on all claims of the field, so citations are filtered by basis only afterwards.
    return sql`json((SELECT json_group_array(${object}) FROM (
      SELECT ${citation.field} AS "field", ${citation.value} AS "value", ${rank} AS "rank",
        json_group_array(${citation.reason} ORDER BY ${citation.ordinal}) FILTER (WHERE ${citation.reason} IS NOT NULL) ->> 0 AS "reason",
        json_group_array(${citation.id}) FILTER (WHERE ${citation.basis} IN ${valueList(basis ?? citationBases)}) AS "citation_ids"
      FROM ${from} WHERE ${citation[of]} = ${row.id} AND ${citation.value} IS NOT NULL${field == null ? sql`` : sql` AND ${citation.field} = ${field}`}
      GROUP BY ${citation.field}, ${citation.value} ORDER BY min(${citation.ordinal}) LIMIT -1) ${claim}
      WHERE ${column('citation_ids')} <> '[]'))`;
  });

/** The fields with the evidence of an entry, a party or a term. */
export const evidenceFields = (t: FieldBuilder, of: OwnerColumn) => ({
  citations: t.field({
    type: [Citation],
    description: 'The evidence for the entry and its fields.',
    args: evidenceArgs(t.arg),
    ...citationsField(of),
  }),
  claims: t.field({
    type: [Claim],
    description:
      'The values that sources give for the fields of the entry: one claim per value, however many sources share it.',
    args: evidenceArgs(t.arg),
    ...claimsField(of),
  }),
});

const evidenceArgs = (t: ArgsBuilder) => ({
  field: t.string({ description: 'Returns only evidence for this field, by its name in the API.' }),
  basis: t({
    type: [enumOf(citationBases)],
    description:
      'Returns only evidence with one of these bases. Omit INFERRED to get only what sources state themselves.',
  }),
});

function typeNameToNouns(type: string): RecordNoun[] {
  if (type === 'Entry') return [...entryNouns];
  return type === 'Party' ? [...partyNouns] : [typeNameToNoun(type)];
}

type ClaimRow = Record<'field' | 'value' | 'rank' | 'reason' | 'citationIds', SQL>;
const isCitedByClaim = (id: SQL, { citationIds }: ClaimRow): SQL =>
  sql`${id} IN (SELECT "value" FROM json_each(${citationIds}))`;

Claim.implement({
  description:
    'A value that sources claim for a field. If sources disagree, the typed field returns the preferred value.',
  fields: (t) => ({
    ...declaredFields(t, {
      field: text('The name of the field in the API.'),
      value: text('The value: plain text, a date in EDTF, the key of a record, or JSON for a list or a number.'),
      rank: oneOf(
        claimRanks,
        'The rank. If none is stated: PREFERRED for the returned value if there are alternatives, otherwise NORMAL.',
      ),
      reason: text('The reason for the rank; null if none is stated.', { optional: true }),
    }),
    citations: t.field({
      type: [Citation],
      description: 'The evidence for the value.',
      ...sqlField<ClaimRow>((row, _args, plan) =>
        plan.selectMany((found) => {
          const citation = found as CitationRow;
          return { where: isCitedByClaim(citation.id, row), orderBy: sql`${citation.ordinal}` };
        }),
      ),
    }),
    independentSources: t.int({
      description: 'The number of independent sources. Copies, rewordings and versions of the same origin count once.',
      ...sqlField<ClaimRow>((row, _args, { scope }) => sql`independent_source_count(${selectLineages(scope, row)})`),
    }),
  }),
});

/** The lineage of each source that a claim cites. UNION instead of UNION ALL ends the recursion at a cycle. */
function selectLineages(scope: StatementContext, row: ClaimRow): SQL {
  const { row: citation, from } = scope.aliasTable(citations);
  const link = scope.aliasTable(sourceDerivations);
  const version = scope.aliasTable(sources);
  const cited = scope.aliasTable(sources);
  const original = scope.aliasTable(sources);
  const root = scope.aliasTable(sourceDerivations);
  const walk = sql.raw(scope.nextAlias());
  return sql`json((WITH RECURSIVE ${walk}("source", "above") AS (
      SELECT ${citation.sourceId}, ${citation.sourceId} FROM ${from} WHERE ${isCitedByClaim(citation.id, row)}
      UNION SELECT ${walk}."source", ${link.row.fromId} FROM ${walk} JOIN ${link.from} ON ${link.row.sourceId} = ${walk}."above"
      UNION SELECT ${walk}."source", ${version.row.replacesId} FROM ${walk} JOIN ${version.from} ON ${version.row.id} = ${walk}."above"
        WHERE ${version.row.replacesId} IS NOT NULL)
    SELECT json_group_array(json("lineage")) FROM (
      SELECT json_array(${cited.row.key}, json_group_array(${walk}."above"), sum(${original.row.replacesId} IS NULL
        AND NOT EXISTS (SELECT 1 FROM ${root.from} WHERE ${root.row.sourceId} = ${original.row.id}))) AS "lineage"
      FROM ${walk} JOIN ${cited.from} ON ${cited.row.id} = ${walk}."source" JOIN ${original.from} ON ${original.row.id} = ${walk}."above"
      GROUP BY ${walk}."source")))`;
}
