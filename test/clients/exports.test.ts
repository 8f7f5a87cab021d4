import { writeFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { strFromU8, unzipSync } from 'fflate';
import { MultiDirectedGraph } from 'graphology';
import gexf from 'graphology-gexf';
import graphml from 'graphology-graphml';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { createTemporaryFolder } from '../helpers/temporary-database.ts';

process.env.CHANCERY_TEST_VISITS ??= '300';

let api: ApiFixture;
const folder = createTemporaryFolder();
let query: (sql: string) => Promise<Record<string, unknown>[]>;
beforeAll(async () => {
  api = await openApiFixture({ generated: true });
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  query = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

const read = async (name: string): Promise<Uint8Array> =>
  new Uint8Array(await (await api.fetch(`/export/${name}`)).arrayBuffer());
const save = async (name: string): Promise<string> => {
  const path = `${folder.path}/${name}`;
  writeFileSync(path, await read(name));
  return path;
};

test('DuckDB reads Parquet, CSV and JSON Lines of every list with equal rows', async () => {
  for (const list of ['visits', 'people', 'countries', 'statements', 'figures', 'trade-flows', 'entries']) {
    const [parquet, csv, lines] = await Promise.all(
      ['parquet', 'csv', 'jsonl'].map((extension) => save(`${list}.${extension}`)),
    );
    const key = list === 'trade-flows' ? 'commodity' : 'key';
    const select = (from: string) => query(`SELECT count(*) AS n, list(${key}) AS keys FROM ${from}`);
    const rows = await select(`'${parquet}'`);
    expect(Number(rows[0]?.n), list).toBeGreaterThan(0);
    expect(await select(`read_csv('${csv}', all_varchar = true)`), list).toEqual(rows);
    expect(await select(`read_json('${lines}', format = 'newline_delimited')`), list).toEqual(rows);
  }
});

test('DuckDB reads the types of Parquet', async () => {
  const path = await save('visits.parquet');
  const columns = await query(`DESCRIBE FROM '${path}'`);
  expect(Object.fromEntries(columns.map(({ column_name, column_type }) => [column_name, column_type]))).toMatchObject({
    key: 'VARCHAR',
    leg: 'BIGINT',
    beforeIndependence: 'BOOLEAN',
    'travellers.party': 'VARCHAR[]',
  });
  const [counted] = await query(
    `SELECT count(DISTINCT party) AS n FROM (SELECT unnest("travellers.party") AS party FROM '${path}')`,
  );
  expect(Number(counted?.n)).toBeGreaterThan(10);
});

test('the keys of a data package hold in DuckDB', async () => {
  const files = unzipSync(await read('visits.zip'));
  const { resources } = JSON.parse(strFromU8(files['datapackage.json'] ?? new Uint8Array())) as {
    resources: { name: string; path: string; schema: { primaryKey: string[] } }[];
  };
  for (const { name, path, schema } of resources) {
    writeFileSync(`${folder.path}/${path}`, files[path] ?? '');
    const fields = schema.primaryKey.map((field) => `"${field}"`).join(', ');
    await query(`CREATE TABLE "${name}" AS FROM read_csv('${folder.path}/${path}', all_varchar = true, header = true)`);
    await query(`ALTER TABLE "${name}" ADD PRIMARY KEY (${fields})`);
  }
  const orphans = await query('FROM "visits-travellers" ANTI JOIN visits ON visits.key = visit');
  expect(orphans).toEqual([]);
});

test('a graph library reads GraphML and GEXF as equal networks, which are the counts of visits', async () => {
  const [xml, dynamic] = await Promise.all(['visits.graphml', 'visits.gexf'].map(read));
  const graphs = [
    graphml.parse(MultiDirectedGraph, strFromU8(xml ?? new Uint8Array())),
    gexf.parse(MultiDirectedGraph, strFromU8(dynamic ?? new Uint8Array())),
  ];
  const { data } = await api.execute(
    '{ visitCounts(filter: { status: [COMPLETED] }, by: [TRAVELLER_COUNTRY, HOST, YEAR]) { travellerCountry { key } host { key } year count } }',
  );
  const expected = (
    data.visitCounts as {
      travellerCountry: { key: string } | null;
      host: { key: string };
      year: number;
      count: number;
    }[]
  )
    .flatMap(({ travellerCountry, host, year, count }) =>
      travellerCountry ? [[travellerCountry.key, host.key, year, count]] : [],
    )
    .map(String)
    .toSorted();
  for (const graph of graphs) {
    const edges = graph.mapEdges((_edge, { year, weight }, from, to) =>
      String([from, to, Number(year), Number(weight)]),
    );
    expect(edges.toSorted()).toEqual(expected);
    expect(graph.hasNode('US')).toBe(true);
  }
});
