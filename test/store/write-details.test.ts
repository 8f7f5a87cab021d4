import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { BulkStatements, Transaction } from '../../src/db/database.ts';
import { documentIdsPerDay } from '../../src/db/derived-tables.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { parseRecord, type RecordInput } from '../../src/model/records/index.ts';
import { iterateRecords, readRecord } from '../../src/store/serialize/read-record.ts';
import { SpanVerifier } from '../../src/store/span-texts.ts';
import { createToken, revokeToken } from '../../src/store/write/token.ts';
import { type FlowRow, FlowWriter, SeenRows } from '../../src/store/write/trade-flow.ts';
import { writeRecord } from '../../src/store/write-record.ts';
import { Writer } from '../../src/store/writer.ts';
import { buildVisit, referencedRecords, toReadItems } from '../helpers/sample-records.ts';
import { openTemporaryDatabase } from '../helpers/temporary-database.ts';

// `npm run check:write-mappings` runs these tests without each property and assignment of the write mappings in turn.

async function withWriter(work: (writer: Writer, tx: Transaction) => void): Promise<void> {
  await using database = await openTemporaryDatabase({ dossier: false });
  const report = await importRecords(database.db, toReadItems(...referencedRecords));
  expect(report.rejections).toEqual([]);
  await database.db.write((tx) => work(new Writer(tx, { by: 'Ada' }), tx));
}

function write(writer: Writer, document: RecordInput): unknown {
  const parsed = parseRecord(document);
  if ('issues' in parsed) throw new Error(JSON.stringify(parsed.issues));
  writeRecord(writer, parsed.record);
  return readRecord(writer, parsed.record.noun, 'key' in parsed.record ? parsed.record.key : '');
}

test('a citation of the names does not repeat them', async () => {
  const eva = { text: 'Eva', language: 'de', kind: 'ALIAS' } as const;
  const person = { noun: 'person', key: 'eve', name: 'Eve' } as const;
  const citations = [{ source: 'gazette', field: 'names', basis: 'STATED' } as const];
  await withWriter((writer) => {
    const names = [{ text: 'Eve' }, eva];
    expect(write(writer, { ...person, names, citations })).toEqual({ ...person, names: [eva], citations });
  });
});

test('an earlier version does not name a term that another person has since', async () => {
  const statement: RecordInput = {
    noun: 'statement',
    key: 's',
    summary: 'Béla spoke.',
    citations: [{ source: 'gazette', basis: 'STATED' }],
    speaker: 'bela',
    mode: 'DIRECT',
    saidOn: '2023-11-02',
    text: 'Yes.',
    language: 'en',
  };
  await withWriter((writer) => {
    writer.isHistorical = true;
    expect(write(writer, { ...statement, speakerTerm: 'ada-president' })).toEqual(statement);
  });
});

test('an entry without dates is sorted by the publication of its source, in the search too', async () => {
  await withWriter((writer) => {
    write(writer, {
      noun: 'agreement',
      key: 'a',
      summary: 'A pact.',
      title: 'A pact',
      instrument: 'TREATY',
      status: 'PLANNED',
      citations: [{ source: 'gazette', basis: 'STATED' }],
    });
    const dayNumber = (Date.parse('2023-11-03') - Date.parse('0000-12-31')) / 86_400_000;
    expect(
      writer.get(sql`SELECT at, d.id AS document FROM entries e JOIN documents d ON d.entry_id = e.id WHERE key = 'a'`),
    ).toEqual({ at: '2023-11-03', document: dayNumber * documentIdsPerDay });
    write(writer, { noun: 'person', key: 'eve', name: 'Eve' });
    const documents = writer.all(
      sql`SELECT p.id = d.id AS "isParty" FROM parties p JOIN documents d ON party_id = p.id`,
    );
    expect(documents).toEqual(documents.map(() => ({ isParty: 1 })));
  });
});

test('records are read in pages', async () => {
  await using database = await openTemporaryDatabase({ dossier: false });
  const topics = Array.from({ length: 501 }, (_, index) => ({ noun: 'topic', key: `t${1000 + index}`, name: 'Topic' }));
  await importRecords(database.db, toReadItems(...topics));
  const keys = await database.db.read(async (reader) => {
    const read: string[] = [];
    for await (const { key } of iterateRecords(reader, 'topic')) if (read.push(key) > topics.length) break;
    return read;
  });
  expect(keys).toEqual(topics.map(({ key }) => key));
});

test('a token is shown once, and revoked for good', async () => {
  await withWriter((writer, tx) => {
    const created = createToken(tx, { holder: 'Ada', role: 'ADMIN', days: 2 }, new Date('2026-01-01T00:00:00Z'));
    const { token, ...shown } = created;
    const { prefix } = shown;
    expect(token).toMatch(new RegExp(`^chancery_${prefix}_[0-9a-f]{64}$`));
    const days = { createdAt: '2026-01-01T00:00:00.000Z', expiresAt: '2026-01-03T00:00:00.000Z' };
    expect(shown).toEqual({ prefix: expect.stringMatching(/^[0-9a-f]{12}$/), holder: 'Ada', role: 'ADMIN', ...days });
    const revokedAt = '2026-01-02T00:00:00.000Z';
    expect(revokeToken(tx, prefix, new Date(revokedAt))).toEqual({ prefix, holder: 'Ada', revokedAt });
    const [row] = writer.all(
      sql`SELECT prefix, holder, role, created_at AS "createdAt", expires_at AS "expiresAt", revoked_at AS "revokedAt" FROM tokens`,
    );
    expect(row).toEqual({ ...shown, revokedAt });
  });
});

test('a writer restores the author, and reports a lost transaction with its cause', async () => {
  const verifier = new SpanVerifier();
  const fault = new Error('The disk is full.');
  const lose = withWriter((writer, tx) => {
    expect(new Writer(tx, { by: 'Ada' }, verifier).verifier).toBe(verifier);
    expect(writer.withAttribution({ by: 'Bela' }, () => writer.attribution)).toEqual({ by: 'Bela' });
    expect(writer.attribution).toEqual({ by: 'Ada' });
    expect(writer.runAndRollBack(() => write(writer, buildVisit()))).toMatchObject({ key: 'v1' });
    expect(readRecord(writer, 'visit', 'v1')).toBeUndefined();
    writer.inSavepoint(() => {
      writer.run(sql`ROLLBACK`);
      throw fault;
    });
  });
  await expect(lose).rejects.toMatchObject({ message: 'The transaction is lost.', cause: fault });
});

const cell: FlowRow = {
  reporterId: 1,
  partnerId: 2,
  commodityId: 3,
  year: 2020,
  firstMonth: 1,
  lastMonth: 12,
  direction: 'EXPORT',
  product: '',
  value: 1,
  valueStatus: 'REPORTED',
  valuation: null,
  quantity: null,
  unit: null,
  quantityStatus: 'MISSING',
};
const stored = (id: number, file: number, value: number) => ({
  ...{ id, file_id: file, ordinal: 0, value, value_status: 'REPORTED', valuation: null },
  ...{ quantity: null, unit: null, quantity_status: 'MISSING' },
});

/** A writer over stored flows of one cell. An insert finds the cell taken unless there are none. */
function openFlows(flows: ReturnType<typeof stored>[], { isPart = false }: { isPart?: boolean } = {}) {
  const commands: string[] = [];
  const bulk: BulkStatements = {
    prepare: (query) => {
      const [command = ''] = JSON.stringify(query).match(/INSERT|SELECT|UPDATE/) ?? [];
      return {
        run: () => {
          commands.push(command);
          return { changes: flows.length > 0 ? 0 : 1, lastInsertRowid: 9 };
        },
        all: () => {
          commands.push(command);
          return flows;
        },
      };
    },
    get: () => undefined,
  };
  const met = new SeenRows(8);
  met.addFile(1, 8);
  return { writer: new FlowWriter(bulk, { source: 1, file: 1, met, isPart }), met, commands };
}

test('a flow is matched with the stored rows of its cell', () => {
  const same = openFlows([stored(5, 1, 1), stored(6, 1, 1)]);
  expect(same.writer.write(cell)).toMatchObject({ outcome: 'unchanged', id: 5 });
  expect([5, 6, 13].map((id) => same.met.has(id, 1))).toEqual([true, false, true]);
  expect(same.writer.write(cell)).toMatchObject({ outcome: 'unchanged', id: 6 });
  expect(same.met.countForFile(1)).toBe(2);
  // After a match, the next cell is looked up before it is inserted.
  expect(same.commands).toEqual(['INSERT', 'SELECT', 'SELECT']);
  expect(openFlows([stored(5, 1, 2)]).writer.write(cell)).toMatchObject({ outcome: 'updated', id: 5 });
  expect(openFlows([]).writer.write(cell)).toEqual({ outcome: 'created', id: 9 });
  expect(openFlows([stored(5, 2, 2)], { isPart: true }).writer.write(cell)).toMatchObject({
    outcome: 'unclear',
    conflict: { value: 2 },
  });
});
