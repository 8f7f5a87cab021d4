import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '../../src/db/database.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import type { RecordInput } from '../../src/model/records/index.ts';
import { copyTemplateDatabase } from '../helpers/temporary-database.ts';
import { openCliSandbox } from './cli-sandbox.ts';

type Sandbox = ReturnType<typeof openCliSandbox>;
type Row = Record<string, string>;

async function openDossier(contents = {}): Promise<Sandbox> {
  const place = openCliSandbox({ here: true });
  await copyTemplateDatabase(place.resolve('record.db'), contents);
  return place;
}

async function exportFile(place: Sandbox, name: string, ...args: string[]): Promise<Buffer> {
  const { code, err } = await place.run(['export', place.resolve(name), ...args]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return readFileSync(place.resolve(name));
}

const parseRows = (text: string | Buffer): Row[] => parse(text, { columns: true }) as Row[];
const write = async (place: Sandbox, records: readonly RecordInput[]): Promise<void> => {
  await using db = await openDatabase({ path: place.resolve('record.db') });
  const { rejected } = await importRecords(
    db,
    records.map((record) => ({ place: { file: 'test' }, record })),
  );
  expect(rejected).toBe(0);
};

test('JSON Lines and Parquet have the rows of CSV, with lists as lists and numbers as numbers', async () => {
  using place = await openDossier();
  const args = (format: string): string[] => ['--format', format, '--noun', 'visit'];
  const csv = parseRows(await exportFile(place, 'visits.csv', ...args('csv')));
  const lines = (await exportFile(place, 'visits.jsonl', ...args('jsonl'))).toString().trim().split('\n');
  const bytes = new Uint8Array(await exportFile(place, 'visits.parquet', ...args('parquet'))).buffer;
  const parquet = await parquetReadObjects({ file: bytes });
  expect(lines.map((line) => JSON.parse(line))).toMatchObject(
    csv.map(({ key, sources = '', leg }) => ({ key, sources: sources.split('; '), leg: Number(leg) })),
  );
  expect(parquet).toMatchObject(
    csv.map(({ key, sources = '', leg }) => ({ key, sources: sources.split('; '), leg: BigInt(leg ?? 0) })),
  );
  expect(parquetMetadata(bytes).created_by).toBe('chancery');
});

test('a filter, an order and a number of rows select as in the API', async () => {
  using place = await openDossier();
  const rows = async (name: string, ...args: string[]) =>
    parseRows(await exportFile(place, name, '--format', 'csv', '--noun', ...args)).map(({ key }) => key);
  expect(await rows('all.csv', 'visit')).toEqual(['kz2023:V2', 'kz2023:V1']);
  expect(await rows('kz.csv', 'visit', '--filter', '{"host":{"code":{"eq":"KZ"}}}')).toEqual(['kz2023:V1']);
  expect(await rows('old.csv', 'visit', '--order-by', '[{"field":"START","direction":"ASC"}]')).toEqual([
    'kz2023:V1',
    'kz2023:V2',
  ]);
  expect(await rows('one.csv', 'visit', '--first', '1')).toEqual(['kz2023:V2']);
  expect(await rows('changes.csv', 'changes', '--first', '3')).toHaveLength(3);
});

test('JSON-LD of all records has a node per record, and the published context', async () => {
  using place = await openDossier();
  const document = JSON.parse((await exportFile(place, 'record.jsonld', '--format', 'jsonld')).toString());
  const context = JSON.parse(readFileSync(new URL('../../data/context.jsonld', import.meta.url), 'utf8'));
  expect(document['@context']).toEqual(context['@context']);
  const nodes = document['@graph'] as Record<string, unknown>[];
  const ids = new Set(nodes.map((node) => node['@id']));
  expect(ids.size).toBe(nodes.length);
  const statement = nodes.find((node) => node['@id'] === 'urn:chancery:statement:kz2023%3AS8');
  expect(statement).toMatchObject({
    '@type': ['Statement', 'schema:Quotation'],
    speaker: 'urn:chancery:party:kassym-jomart-tokayev',
    visit: 'urn:chancery:visit:kz2023%3AV1',
    saidOn: '2023-11-01',
  });
  // Every reference is the id of a node.
  const references = JSON.stringify(nodes).match(/"urn:chancery:(?!vocabulary)[^"]+"/g) ?? [];
  expect(references.filter((reference) => !ids.has(JSON.parse(reference)))).toEqual([]);
});

test('a data package has texts of sources only as their licence allows', async () => {
  using place = await openDossier();
  const source = { noun: 'source', publisher: 'A test', text: 'Words of the source.' } as const;
  await write(place, [
    { ...source, key: 'open', licence: 'CC0-1.0', textRetention: 'RETAINED' },
    { ...source, key: 'closed', licence: 'All rights reserved', textRetention: 'HASHED' },
  ]);
  const files = unzipSync(new Uint8Array(await exportFile(place, 'record.zip', '--format', 'datapackage')));
  const read = (name: string): Row[] => parseRows(Buffer.from(files[name] ?? []));
  expect(read('source-texts.csv')).toEqual([{ source: 'open', licence: 'CC0-1.0', text: 'Words of the source.' }]);
  expect(read('sources.csv').find(({ key }) => key === 'closed')).toMatchObject({ licence: 'All rights reserved' });
  for (const format of ['csv', 'jsonl', 'parquet', 'jsonld'])
    expect(
      (await exportFile(place, `sources.${format}`, '--format', format, '--noun', 'source')).toString(),
    ).not.toContain('Words of the source');
});

interface Field {
  name: string;
  type: string;
  constraints?: { required?: boolean; enum?: string[] };
}
interface Resource {
  name: string;
  path: string;
  schema: {
    fields: Field[];
    primaryKey?: string[];
    foreignKeys?: { fields: string[]; reference: { resource: string; fields: string[] } }[];
  };
}

const isValid: Readonly<Record<string, (value: string) => boolean>> = {
  string: () => true,
  integer: (value) => /^-?\d+$/.test(value),
  number: (value) => Number.isFinite(Number(value)),
  boolean: (value) => value === 'true' || value === 'false',
};

const isUnique = (values: readonly unknown[]): boolean => new Set(values).size === values.length;
const uniqueList = <Item extends z.ZodType>(item: Item) => z.array(item).min(1).refine(isUnique);

/** The rules of https://datapackage.org/profiles/2.0/datapackage.json and tableschema.json for what the descriptor has. */
const descriptorSchema = z.looseObject({
  $schema: z.literal('https://datapackage.org/profiles/2.0/datapackage.json'),
  name: z.string().regex(/^[-a-z0-9._/]+$/),
  version: z.string(),
  homepage: z.url().optional(),
  resources: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[-a-z0-9._/]+$/),
        type: z.literal('table'),
        path: z.string().regex(/^(?=[^./~])(?!file:)((?!\/\.\.\/)(?!\\)(?!:\/\/).)*$/),
        description: z.string().min(1),
        format: z.literal('csv'),
        mediatype: z.literal('text/csv'),
        encoding: z.literal('utf-8'),
        schema: z.strictObject({
          fields: z
            .array(
              z.strictObject({
                name: z.string().min(1),
                type: z.enum(['string', 'integer', 'number', 'boolean']),
                description: z.string().optional(),
                constraints: z
                  .strictObject({ required: z.literal(true).optional(), enum: uniqueList(z.string()).optional() })
                  .optional(),
              }),
            )
            .min(1),
          missingValues: z.tuple([z.literal('')]),
          primaryKey: uniqueList(z.string()).optional(),
          foreignKeys: z
            .array(
              z.strictObject({
                fields: uniqueList(z.string()),
                reference: z.strictObject({ resource: z.string(), fields: uniqueList(z.string()) }),
              }),
            )
            .min(1)
            .optional(),
        }),
      }),
    )
    .min(1),
});

test('the descriptor of a data package conforms to the profiles of version 2', async () => {
  using place = await openDossier();
  const files = unzipSync(new Uint8Array(await exportFile(place, 'record.zip', '--format', 'datapackage')));
  const descriptor = JSON.parse(strFromU8(files['datapackage.json'] ?? new Uint8Array()));
  expect(descriptorSchema.safeParse(descriptor).error).toBeUndefined();
  const { resources } = descriptor as z.output<typeof descriptorSchema>;
  expect(isUnique(resources.map(({ name }) => name))).toBe(true);
  for (const { name, path, schema } of resources) {
    expect(Object.keys(files), name).toContain(path);
    const fields = schema.fields.map((field) => field.name);
    expect(isUnique(fields), name).toBe(true);
    expect(fields, name).toEqual(expect.arrayContaining(schema.primaryKey ?? []));
    for (const { fields: own, reference } of schema.foreignKeys ?? []) {
      expect(fields, name).toEqual(expect.arrayContaining(own));
      const target = resources
        .find((each) => each.name === reference.resource)
        ?.schema.fields.map((field) => field.name);
      expect(target, `${name}: ${reference.resource}`).toEqual(expect.arrayContaining(reference.fields));
    }
  }
});

test('the rows of a data package conform to its table schemas, primary keys and foreign keys', async () => {
  using place = await openDossier();
  const bytes = await exportFile(place, 'record.zip', '--format', 'datapackage');
  const files = unzipSync(new Uint8Array(bytes));
  const { resources } = JSON.parse(strFromU8(files['datapackage.json'] ?? new Uint8Array())) as {
    resources: Resource[];
  };
  const rowsOf = new Map(resources.map(({ name, path }) => [name, parseRows(Buffer.from(files[path] ?? []))]));
  const problems: string[] = [];
  let foreignKeys = 0;
  for (const { name, path, schema } of resources) {
    const [header = ''] = strFromU8(files[path] ?? new Uint8Array()).split('\n');
    expect(header.split(','), name).toEqual(schema.fields.map((field) => field.name));
    const rows = rowsOf.get(name) ?? [];
    for (const { name: field, type, constraints = {} } of schema.fields)
      for (const { [field]: value = '' } of rows) {
        if (value === '' ? constraints.required : !isValid[type]?.(value))
          problems.push(`${name}.${field}: "${value}"`);
        if (value !== '' && constraints.enum?.includes(value) === false) problems.push(`${name}.${field}: ${value}`);
      }
    const { primaryKey = [] } = schema;
    const keys = rows.map((row) => JSON.stringify(primaryKey.map((field) => row[field])));
    if (primaryKey.length > 0 && new Set(keys).size !== keys.length) problems.push(`${name}: repeated key`);
    for (const { fields, reference } of schema.foreignKeys ?? []) {
      const targets = new Set(rowsOf.get(reference.resource)?.map((row) => row[reference.fields[0] ?? '']));
      const [field = ''] = fields;
      foreignKeys += rows.filter((row) => row[field] !== '').length;
      for (const row of rows)
        if (row[field] && !targets.has(row[field])) problems.push(`${name}.${field}: ${row[field]}`);
    }
  }
  expect(problems).toEqual([]);
  expect(foreignKeys).toBeGreaterThan(500);
  // Equal data is equal bytes.
  expect((await exportFile(place, 'again.zip', '--format', 'datapackage')).equals(bytes)).toBe(true);
});

test('CSV is imported again through the table reader, and exported with equal rows', async () => {
  using place = await openDossier({ generated: true });
  using target = await openDossier({ dossier: false });
  const args = ['--format', 'csv', '--noun', 'visit', '--first', '150'];
  const exported = parseRows(await exportFile(place, 'visits.csv', ...args));
  // The records that visits refer to.
  const lines = (await exportFile(place, 'record.jsonl')).toString().split('\n');
  const references = /^\{"noun":"(?:export|source|group|person|organization|office|term|trip)"/;
  writeFileSync(place.resolve('references.jsonl'), lines.filter((line) => references.test(line)).join('\n'));
  const run = async (...command: string[]) => {
    const { code, out, err } = await target.run([...command, '--json']);
    expect({ code, err, out: code === 0 ? '' : out }).toEqual({ code: 0, err: '', out: '' });
    return JSON.parse(out);
  };
  await run('import', 'entries', place.resolve('references.jsonl'));
  const mapping = readFileSync(
    new URL('../../src/ingest/table/mappings/chancery-visits.yaml', import.meta.url),
    'utf8',
  );
  // Some visits have no date: the publication of the table is the day to sort them by.
  const dated = mapping.replace('  publisher: Chancery\n', '$&  publishedOn: 2024-01-01\n');
  writeFileSync(place.resolve('mapping.yaml'), dated);
  const importVisits = () =>
    run('import', 'table', place.resolve('visits.csv'), '--mapping', place.resolve('mapping.yaml'));
  expect(await importVisits()).toMatchObject({ read: 150, rejected: 0 });
  expect(await importVisits()).toMatchObject({ read: 150, unchanged: expect.any(Number), created: 0, rejected: 0 });
  const again = parseRows(await exportFile(target, 'visits.csv', ...args));
  // The table becomes the source.
  const withoutEvidence = (rows: readonly Row[]) =>
    rows
      .map(({ sources: _sources, ...row }) => row)
      .toSorted((one, other) => String(one.key).localeCompare(String(other.key)));
  expect(withoutEvidence(again)).toEqual(withoutEvidence(exported));
});
