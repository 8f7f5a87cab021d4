import { type SQL, sql } from 'drizzle-orm';

/** The columns of a flow, or of a sum with reporters, that show who reported it. */
interface ReportColumns {
  reporterId: SQL;
  year: SQL;
  sourceId: SQL;
  direction: SQL;
}

/** SELECT of the groups with members, such as the European Union. A statistical area has none. */
const selectUnions = sql.raw(`SELECT id FROM "groups" WHERE kind IN ('GEO', 'ORG')`);

/**
 * Whether a union reported the flow, and one of its members of that year reported flows of the same direction to the same
 * source: then a sum includes the reports of the members only.
 */
export const isReportedByMembers = ({ reporterId, year, sourceId, direction }: ReportColumns): SQL =>
  sql`(${reporterId} IN (${selectUnions}) AND EXISTS (SELECT 1 FROM memberships AS union_member
    CROSS JOIN trade_flows AS member_flow ON member_flow.reporter_id = union_member.country_id AND member_flow.year = ${year}
    WHERE union_member.group_id = ${reporterId} AND member_flow.source_id = ${sourceId} AND member_flow.direction = ${direction}
    AND (union_member.start_earliest IS NULL OR union_member.start_earliest <= ${year} || '-12-31')
    AND (union_member.end_latest IS NULL OR union_member.end_latest >= ${year} || '-12-31')))`;

/** Scalar query: 1 if a union reports to the source in the year. */
export const hasUnionReports = (sourceId: number, year: number): SQL =>
  sql`SELECT EXISTS (SELECT 1 FROM (${selectUnions}) AS reporting_union CROSS JOIN trade_flows ON reporter_id = reporting_union.id
    AND year = ${year} WHERE source_id = ${sourceId}) AS "has"`;
