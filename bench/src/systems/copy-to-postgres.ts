import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { postgresUrl } from './postgres-cluster.ts';

/** The tables that the queries read, and those that they refer to. */
const copiedTables = [
  ...[
    'parties',
    'countries',
    'groups',
    'memberships',
    'people',
    'organizations',
    'offices',
    'terms',
    'commodities',
    'trips',
  ],
  ...[
    'entries',
    'visits',
    'visit_travellers',
    'visit_met',
    'visit_origins',
    'visit_purposes',
    'statements',
    'statement_parties',
  ],
  ...['trade_links', 'trade_link_parties', 'trade_link_commodities', 'appearances', 'documents'],
] as const;

interface Column {
  name: string;
  type: string;
  notnull: number;
  pk: number;
}
interface ForeignKey {
  id: number;
  table: string;
  from: string;
  to: string;
}

/** Copies the rows and indexes of the SQLite file to a PostgreSQL database, unless it has the same contents already. */
export async function copyToPostgres(
  path: string,
  database: string,
  logProgress: (step: string) => void,
): Promise<void> {
  const admin = new pg.Client(postgresUrl('postgres'));
  await admin.connect();
  try {
    const fingerprint = computeFingerprint(path);
    const result = await admin.query(
      "SELECT shobj_description(oid, 'pg_database') AS fingerprint FROM pg_database WHERE datname = $1",
      [database],
    );
    if (result.rows[0]?.fingerprint === fingerprint) return await addIndexes(path, database);
    const draft = `${database}_draft`;
    await admin.query(`DROP DATABASE IF EXISTS ${draft}`);
    await admin.query(`CREATE DATABASE ${draft}`);
    await copyAllTables(path, draft, logProgress);
    await admin.query(`DROP DATABASE IF EXISTS ${database}`);
    await admin.query(`COMMENT ON DATABASE ${draft} IS '${fingerprint}'`);
    await admin.query(`ALTER DATABASE ${draft} RENAME TO ${database}`);
  } finally {
    await admin.end();
  }
}

/** Returns a text that differs between generated worlds. */
function computeFingerprint(path: string): string {
  const sqlite = new Sqlite(path, { readonly: true });
  try {
    // The first column of each table is its key or the start of it.
    const lastKey = (table: string): unknown =>
      sqlite
        .prepare(`SELECT max("${readColumns(sqlite, table)[0]?.name}") FROM "${table}"`)
        .pluck()
        .get();
    return JSON.stringify([
      createHash('sha256').update(searchAndRegionStatements.join()).digest('hex').slice(0, 8),
      sqlite.prepare('SELECT sequence FROM dataset').pluck().get(),
      ...copiedTables.map(lastKey),
    ]);
  } finally {
    sqlite.close();
  }
}

/** Creates indexes that were added to the SQLite file later. */
async function addIndexes(path: string, database: string): Promise<void> {
  const sqlite = new Sqlite(path, { readonly: true });
  const client = new pg.Client(postgresUrl(database));
  await client.connect();
  try {
    for (const table of copiedTables)
      for (const statement of buildIndexStatements(sqlite, table))
        if (statement.startsWith('CREATE INDEX '))
          await client.query(statement.replace('INDEX ', 'INDEX IF NOT EXISTS '));
    await client.query('ANALYZE');
  } finally {
    await client.end();
    sqlite.close();
  }
}

async function copyAllTables(path: string, database: string, logProgress: (step: string) => void): Promise<void> {
  const sqlite = new Sqlite(path, { readonly: true });
  const client = new pg.Client(postgresUrl(database));
  await client.connect();
  try {
    for (const table of copiedTables) {
      logProgress(`postgres: ${table}`);
      await copyTable(sqlite, client, table);
    }
    for (const table of copiedTables) {
      logProgress(`postgres: indexes of ${table}`);
      for (const statement of buildIndexStatements(sqlite, table)) await client.query(statement);
    }
    for (const table of copiedTables)
      for (const statement of buildForeignKeyStatements(sqlite, table)) await client.query(statement);
    logProgress('postgres: words and regions');
    for (const statement of searchAndRegionStatements) await client.query(statement);
    logProgress('postgres: vacuum');
    await client.query('VACUUM (FREEZE, ANALYZE)');
  } finally {
    await client.end();
    sqlite.close();
  }
}

const readColumns = (sqlite: Sqlite.Database, table: string): Column[] =>
  sqlite.pragma(`table_info("${table}")`) as Column[];

const isDateColumn = (name: string): boolean => name === 'at' || /_(earliest|latest|on)$/.test(name);

function toPostgresType(table: string, { name, type }: Column): string {
  if (table === 'documents' && name === 'id') return 'bigint';
  if (isDateColumn(name)) return 'date';
  return { integer: 'integer', real: 'double precision' }[type.toLowerCase()] ?? 'text';
}

async function copyTable(sqlite: Sqlite.Database, client: pg.Client, table: string): Promise<void> {
  const columns = readColumns(sqlite, table);
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  const definitions = columns.map(
    (column) => `"${column.name}" ${toPostgresType(table, column)}${column.notnull || column.pk ? ' NOT NULL' : ''}`,
  );
  await client.query('BEGIN');
  await client.query(`CREATE TABLE "${table}" (${definitions.join(', ')})`);
  // FREEZE requires a table that was created in the same transaction.
  const sink = client.query(copyFrom(`COPY "${table}" (${names}) FROM STDIN WITH (FREEZE)`));
  const rows = sqlite.prepare<[], (string | number | null)[]>(`SELECT ${names} FROM "${table}"`).raw().iterate();
  await pipeline(Readable.from(encodeRows(rows)), sink);
  await client.query('COMMIT');
}

function* encodeRows(rows: Iterable<(string | number | null)[]>): Generator<string> {
  let chunk = '';
  for (const row of rows) {
    chunk += `${row.map(encodeValue).join('\t')}\n`;
    if (chunk.length < 65_536) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk) yield chunk;
}

const copyEscapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const encodeValue = (value: string | number | null): string =>
  value === null
    ? '\\N'
    : typeof value === 'number'
      ? String(value)
      : value.replace(/[\\\n\r\t]/g, (character) => copyEscapes[character] ?? character);

/** The primary key and every index of the table. */
function buildIndexStatements(sqlite: Sqlite.Database, table: string): string[] {
  const key = readColumns(sqlite, table)
    .filter(({ pk }) => pk > 0)
    .toSorted((left, right) => left.pk - right.pk);
  const indexes = sqlite.pragma(`index_list("${table}")`) as { name: string; unique: number; origin: string }[];
  return [
    `ALTER TABLE "${table}" ADD PRIMARY KEY (${key.map(({ name }) => `"${name}"`).join(', ')})`,
    ...indexes
      .filter(({ origin }) => origin === 'c')
      .flatMap(({ name, unique }) => {
        const columns = indexColumns(sqlite, name).join(', ');
        // PostGraphile recognizes unique constraints only, not unique indexes.
        return unique
          ? `ALTER TABLE "${table}" ADD CONSTRAINT "${name}" UNIQUE (${columns})`
          : `CREATE INDEX "${name}" ON "${table}" (${columns})`;
      }),
  ];
}

/** Returns the columns and expressions of an index, the expressions in the syntax of PostgreSQL. */
function indexColumns(sqlite: Sqlite.Database, index: string): string[] {
  const columns = sqlite.pragma(`index_info("${index}")`) as { name: string | null }[];
  if (columns.every(({ name }) => name !== null)) return columns.map(({ name }) => `"${name}"`);
  const definition =
    sqlite.prepare<[string], string>('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(index) ?? '';
  const converted = Object.entries(indexExpressions).reduce(
    (text, [sqliteExpression, postgresExpression]) => text.replace(sqliteExpression, postgresExpression),
    normalizeSql(definition),
  );
  const columnList = converted.slice(converted.indexOf('(') + 1, converted.lastIndexOf(')'));
  if (!Object.values(indexExpressions).some((expression) => columnList.includes(expression)))
    throw new Error(
      `The index ${index} has an expression without a PostgreSQL form: add it to indexExpressions in copy-to-postgres.ts. ${definition}`,
    );
  return [columnList];
}

const normalizeSql = (sql: string): string => sql.replace(/[`"]/g, '').replace(/\s+/g, ' ').replaceAll(', ', ',');
const indexExpressions: Record<string, string> = {
  'CAST(substr(at,1,4) AS INTEGER)': '(extract(year FROM at)::integer)',
  // PostgreSQL indexes and orders by columns that can be null, without a substitute.
  "coalesce(start_earliest,'')": 'start_earliest',
  'coalesce(value,-1)': 'value',
};

/** Foreign keys by id alone: the other columns of composite keys would add duplicate relations. */
function buildForeignKeyStatements(sqlite: Sqlite.Database, table: string): string[] {
  const keys = sqlite.pragma(`foreign_key_list("${table}")`) as ForeignKey[];
  const known: ReadonlySet<string> = new Set(copiedTables);
  return keys
    .filter(({ to, table: parent }) => to === 'id' && known.has(parent))
    .map(({ from, table: parent }) => `ALTER TABLE "${table}" ADD FOREIGN KEY ("${from}") REFERENCES "${parent}" (id)`);
}

/** Equivalents of what SQLite does differently: the full-text index, and the smallest region of a country. */
const searchAndRegionStatements = [
  `ALTER TABLE documents ADD COLUMN words tsvector`,
  `UPDATE documents SET words = to_tsvector('simple', title) || to_tsvector('simple', body)`,
  `CREATE INDEX documents_words ON documents USING gin (words) WITH (fastupdate = off)`,
  `CREATE TABLE country_regions AS SELECT DISTINCT ON (m.country_id) m.country_id, p.key AS region_key, p.name AS region_name
     FROM memberships m JOIN groups g ON g.id = m.group_id AND g.kind = 'GEO' JOIN parties p ON p.id = g.id
     ORDER BY m.country_id, (SELECT count(*) FROM memberships a WHERE a.group_id = m.group_id), m.group_id`,
  `ALTER TABLE country_regions ADD PRIMARY KEY (country_id)`,
  `CREATE TYPE visit_count AS (year integer, region_key text, region_name text, visits integer)`,
  `CREATE FUNCTION visit_counts(since date, until date) RETURNS SETOF visit_count LANGUAGE sql STABLE PARALLEL SAFE AS $$
     SELECT v.year, r.region_key, r.region_name, sum(v.visits)::integer FROM (
       SELECT extract(year FROM at)::integer AS year, host_id, count(*) AS visits FROM visits
       WHERE start_earliest >= since AND start_latest <= until AND at BETWEEN since AND until GROUP BY 1, 2) v
     LEFT JOIN country_regions r ON r.country_id = v.host_id GROUP BY 1, 2, 3 ORDER BY 1, 2 $$`,
  `CREATE TYPE search_hit AS (kind text, key text, summary text, at date, title text, body text)`,
  `CREATE FUNCTION search_newest(query text, hits integer) RETURNS SETOF search_hit LANGUAGE sql STABLE AS $$
     SELECT d.kind, e.key, e.summary, e.at,
       ts_headline('simple', d.title, plainto_tsquery('simple', query), 'HighlightAll=true, StartSel=<mark>, StopSel=</mark>'),
       ts_headline('simple', d.body, plainto_tsquery('simple', query), 'HighlightAll=true, StartSel=<mark>, StopSel=</mark>')
     FROM (SELECT * FROM documents WHERE words @@ plainto_tsquery('simple', query) ORDER BY id DESC LIMIT hits) d
     LEFT JOIN entries e ON e.id = d.entry_id ORDER BY d.id DESC $$`,
];
