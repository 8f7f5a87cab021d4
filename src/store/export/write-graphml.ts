import { aliasedTable, sql } from 'drizzle-orm';
import type { Reader } from '../../db/database.ts';
import { parties, visitOrigins, visits } from '../../db/tables/index.ts';
import { iterateCompleteRecords } from '../serialize/read-record.ts';
import type { WriteText } from './export-format.ts';

const header = `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="name" for="node" attr.name="name" attr.type="string"/>
  <key id="year" for="edge" attr.name="year" attr.type="int"/>
  <key id="weight" for="edge" attr.name="weight" attr.type="int"/>
  <graph id="visits" edgedefault="directed">
`;
const footer = `  </graph>
</graphml>
`;

interface Edge {
  from: string;
  to: string;
  year: number;
  weight: number;
}

/**
 * Writes the network of completed visits as GraphML: a node per country, and an edge per travellers' country, host and
 * year, whose weight is the number of visits. Returns the number of visits.
 */
export async function writeGraphml(reader: Reader, write: WriteText): Promise<number> {
  const countries = new Map<string, string>();
  for await (const { key, name } of iterateCompleteRecords(reader, 'country')) countries.set(String(key), String(name));
  const edges = await readEdges(reader);
  const nodes = new Set(edges.flatMap(({ from, to }) => [from, to]));
  await write(header);
  for (const key of [...nodes].toSorted())
    await write(
      `    <node id="${escapeXml(key)}"><data key="name">${escapeXml(countries.get(key) ?? key)}</data></node>\n`,
    );
  for (const { from, to, year, weight } of edges)
    await write(
      `    <edge source="${escapeXml(from)}" target="${escapeXml(to)}"><data key="year">${year}</data><data key="weight">${weight}</data></edge>\n`,
    );
  await write(footer);
  return edges.reduce((total, { weight }) => total + weight, 0);
}

async function readEdges(reader: Reader): Promise<Edge[]> {
  const [origin, host] = [aliasedTable(parties, 'origin'), aliasedTable(parties, 'host')];
  return reader.all<Edge>(sql`SELECT ${origin.key} AS "from", ${host.key} AS "to",
      CAST(substr(${visits.at}, 1, 4) AS INTEGER) AS "year", count(*) AS "weight"
    FROM ${visits} JOIN ${visitOrigins} ON ${visitOrigins.entryId} = ${visits.id}
      JOIN ${parties} AS "origin" ON ${origin.id} = ${visitOrigins.countryId} JOIN ${parties} AS "host" ON ${host.id} = ${visits.hostId}
    WHERE ${visits.status} = 'COMPLETED' GROUP BY "from", "to", "year" ORDER BY "from", "to", "year"`);
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
