import { escapeXml } from './escape-xml.ts';
import type { Write } from './table.ts';

/** Who visited whom. */
export interface Network {
  /** The countries, sorted by key. */
  nodes: readonly { key: string; name: string }[];
  /** The completed visits from one country to another in a year, and their number. */
  edges: readonly { from: string; to: string; year: number; weight: number }[];
}

/** Writes a network as GraphML: a node per country, and a weighted edge per travellers' country, host and year. */
export async function writeGraphml({ nodes, edges }: Network, write: Write): Promise<void> {
  await write(`<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="name" for="node" attr.name="name" attr.type="string"/>
  <key id="year" for="edge" attr.name="year" attr.type="int"/>
  <key id="weight" for="edge" attr.name="weight" attr.type="int"/>
  <graph id="visits" edgedefault="directed">
`);
  for (const { key, name } of nodes)
    await write(`    <node id="${escapeXml(key)}"><data key="name">${escapeXml(name)}</data></node>\n`);
  for (const { from, to, year, weight } of edges)
    await write(
      `    <edge source="${escapeXml(from)}" target="${escapeXml(to)}"><data key="year">${year}</data><data key="weight">${weight}</data></edge>\n`,
    );
  await write('  </graph>\n</graphml>\n');
}

/** Writes a network as GEXF 1.3: like GraphML, with the year as an interval too, so that Gephi shows a timeline. */
export async function writeGexf({ nodes, edges }: Network, write: Write): Promise<void> {
  await write(`<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
  <meta>
    <creator>Chancery</creator>
    <description>Completed visits by the travellers' country, the host and the year</description>
  </meta>
  <graph mode="dynamic" defaultedgetype="directed" timeformat="date" timerepresentation="interval">
    <attributes class="edge" mode="static">
      <attribute id="year" title="year" type="integer"/>
    </attributes>
    <nodes>
`);
  for (const { key, name } of nodes) await write(`      <node id="${escapeXml(key)}" label="${escapeXml(name)}"/>\n`);
  await write('    </nodes>\n    <edges>\n');
  for (const [index, { from, to, year, weight }] of edges.entries()) {
    const digits = String(year).padStart(4, '0');
    await write(
      `      <edge id="${index}" source="${escapeXml(from)}" target="${escapeXml(to)}" weight="${weight}" start="${digits}-01-01" end="${digits}-12-31"><attvalues><attvalue for="year" value="${year}"/></attvalues></edge>\n`,
    );
  }
  await write('    </edges>\n  </graph>\n</gexf>\n');
}
