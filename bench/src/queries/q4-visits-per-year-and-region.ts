import type { BenchQuery, ResponseJson } from './bench-query.ts';

export const q4: BenchQuery = {
  name: 'Q4',
  title: "Visits per year by the destination's region",
  // Almost all years, so that almost all visits are counted; no two requests are equal.
  generateVariables: ({ random }) =>
    random.shuffle(
      Array.from({ length: 1200 }, (_, index) => ({
        from: new Date(Date.UTC(1945, 0, 1 + (index % 40))).toISOString().slice(0, 10),
        until: new Date(Date.UTC(2026, 11, 31 - Math.floor(index / 40))).toISOString().slice(0, 10),
      })),
    ),
  chancery: `query Q4($from: Date!, $until: Date!) {
  visitCounts(by: [YEAR, HOST_GROUP], filter: { start: { onOrAfter: $from, onOrBefore: $until } }, orderBy: DIMENSION) {
    year
    hostGroup { key name }
    count
  }
}`,
  postgraphile: `query Q4($from: Date!, $until: Date!) {
  visitCounts(since: $from, until: $until) { nodes { year regionKey regionName visits } }
}`,
  toChanceryShape: ({ visitCounts }) => ({
    visitCounts: visitCounts.nodes.map(({ year, regionKey: key, regionName: name, visits: count }: ResponseJson) => ({
      year,
      hostGroup: key === null ? null : { key, name },
      count,
    })),
  }),
  limit: `WITH region (country_id, id, key, name) AS MATERIALIZED (
  SELECT c.id, g.id, g.key, g.name FROM countries c LEFT JOIN parties g ON g.id = (
    SELECT m.group_id FROM memberships m JOIN groups r ON r.id = m.group_id AND r.kind = 'GEO' WHERE m.country_id = c.id
    ORDER BY (SELECT count(*) FROM memberships a WHERE a.group_id = m.group_id), m.group_id LIMIT 1)
)
SELECT json_object('visitCounts', json((SELECT json_group_array(json_object('year', n.year, 'hostGroup', json(CASE WHEN n.id IS NULL THEN NULL
  ELSE json_object('key', n.key, 'name', n.name) END), 'count', n.visits)) FROM (
  SELECT d.year, r.id, r.key, r.name, sum(d.visits) AS visits FROM (
    SELECT CAST(substr(at, 1, 4) AS INTEGER) AS year, host_id, count(*) AS visits FROM visits INDEXED BY visits_year
    WHERE start_earliest >= @from AND start_latest <= @until GROUP BY 1, 2) d
  JOIN region r ON r.country_id = d.host_id GROUP BY 1, 2 ORDER BY 1, r.key) n)))`,
};
