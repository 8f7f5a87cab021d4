import { hash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import { type InterchangeRecord, parseRecord, type RecordInput } from '../../src/model/records/index.ts';
import { readRecord } from '../../src/store/serialize/read-record.ts';
import { SpanVerifier } from '../../src/store/span-texts.ts';
import { upsertOwnedRecord } from '../../src/store/upsert-owned-record.ts';
import { countUnverifiedSpans } from '../../src/store/write/span.ts';
import { writeRecord } from '../../src/store/write-record.ts';
import { Writer } from '../../src/store/writer.ts';
import { referencedRecords, toReadItems } from '../helpers/sample-records.ts';
import { openTemporaryDatabase } from '../helpers/temporary-database.ts';

// `npm run check:write-mappings` runs these tests without each property and assignment of the write mappings in turn.

type OpenWriter = (acceptance?: 'ACCEPT_UNVERIFIED') => Writer;

/** Runs `work` in a transaction. Each writer that it opens has only the texts that it writes, or that are stored. */
async function withWriters(work: (openWriter: OpenWriter) => void): Promise<void> {
  await using database = await openTemporaryDatabase({ dossier: false });
  const report = await importRecords(database.db, toReadItems(...referencedRecords));
  expect(report.rejections).toEqual([]);
  await database.db.write((tx) =>
    work((acceptance) => {
      const verifier = new SpanVerifier({ acceptsUnverified: acceptance === 'ACCEPT_UNVERIFIED' });
      return new Writer(tx, { by: 'Ada' }, verifier);
    }),
  );
}

function parse(document: RecordInput): InterchangeRecord {
  const parsed = parseRecord(document);
  if ('issues' in parsed) throw new Error(JSON.stringify(parsed.issues));
  return parsed.record;
}

const write = (writer: Writer, document: RecordInput) => writeRecord(writer, parse(document));

const text = 'Ada spoke in Astana. “I said this”, she said.';
/** As long as the text above. */
const otherText = text.replace('this', 'that');
const hashed = { sha256: hash('sha256', text), length: text.length, textRetention: 'HASHED' } as const;
const retained = { ...hashed, textRetention: 'RETAINED', licence: 'CC0-1.0' } as const;

const astana = { words: 'Astana', start: 13, end: 19 };
const quotation = { words: 'I said this', start: 22, end: 33 };
const otherQuotation = { ...quotation, words: 'I said that' };
const verb = { words: 'said', start: 24, end: 28 };

const buildSource = (fields: object, key = 'speech'): RecordInput => ({
  noun: 'source',
  key,
  publisher: 'The Gazette',
  ...fields,
});

/** A statement that cites words of a source. */
const buildStatement = (
  key: string,
  spans: { words: string; start?: number; end?: number }[],
  source = 'speech',
): RecordInput => ({
  noun: 'statement',
  key,
  summary: 'Ada spoke.',
  speaker: 'ada',
  mode: 'DIRECT',
  saidOn: '2023-11-02',
  text: 'Yes.',
  language: 'en',
  citations: [{ source, field: 'text', basis: 'STATED', spans }],
});

/** Lists whether the spans of each statement are verified. */
const listVerified = (writer: Writer): object =>
  Object.fromEntries(
    writer
      .all<{ key: string; verified: string }>(
        sql`SELECT e.key, json_group_array(is_verified ORDER BY s.ordinal) AS verified FROM spans s
          JOIN citations c ON c.id = s.citation_id JOIN entries e ON e.id = c.entry_id GROUP BY e.id`,
      )
      .map(({ key, verified }) => [key, JSON.parse(verified).map(Boolean)]),
  );

test('a supplied text sets the hash and the length, and is discarded by default', async () => {
  await withWriters((openWriter) => {
    const writer = openWriter();
    write(writer, buildSource({ text }));
    expect(readRecord(writer, 'source', 'speech')).toEqual(buildSource(hashed));
    write(writer, buildSource({ text, textRetention: 'RETAINED', licence: 'CC0-1.0' }));
    expect(readRecord(writer, 'source', 'speech')).toEqual(buildSource(retained));
    expect(writer.all(sql`SELECT text FROM source_texts`)).toEqual([{ text }]);
  });
});

test('words are looked up in the stored text, which remains when another field of its source changes', async () => {
  await withWriters((openWriter) => {
    const retention = { textRetention: 'RETAINED', licence: 'CC0-1.0' };
    const first = openWriter();
    write(first, buildSource({ text: otherText, ...retention }, 'earlier-speech'));
    write(first, buildSource({ text, ...retention }));
    const writer = openWriter();
    write(writer, buildSource({ ...retained, title: 'A speech' }));
    write(writer, buildStatement('s', [{ words: 'I said this' }]));
    expect(readRecord(writer, 'statement', 's')).toMatchObject({ citations: [{ spans: [quotation] }] });
    expect(listVerified(writer)).toEqual({ s: [true] });
    expect(countUnverifiedSpans(writer)).toBe(0);
  });
});

test('without a text, words are compared with other quotations of the same place', async () => {
  await withWriters((openWriter) => {
    write(openWriter(), buildSource({ text: otherText }, 'earlier-speech'));
    const first = openWriter();
    write(first, buildSource({ text }));
    write(first, buildStatement('verified', [quotation]));
    const writer = openWriter('ACCEPT_UNVERIFIED');
    expect(() => write(writer, buildStatement('conflicting', [otherQuotation]))).toThrow(
      'From 22 to 33, these words have "I said that", but another citation of "speech" has "I said this".',
    );
    const contradictory = ['One', 'Two'].map((words) => ({ words, start: 0, end: 3 }));
    expect(() => write(writer, buildStatement('contradictory', contradictory))).toThrow(
      'From 0 to 3, these words have "Two", but another citation of "speech" has "One".',
    );
    write(writer, buildStatement('within', [verb]));
    expect(countUnverifiedSpans(writer)).toBe(0);
    write(writer, buildStatement('before', [astana]));
    write(writer, buildStatement('elsewhere', [otherQuotation], 'earlier-speech'));
    expect(listVerified(writer)).toEqual({ verified: [true], within: [true], before: [false], elsewhere: [false] });
    expect(countUnverifiedSpans(writer)).toBe(2);
  });
});

test('a text that is supplied later verifies the quotations of its source only', async () => {
  await withWriters((openWriter) => {
    const writer = openWriter('ACCEPT_UNVERIFIED');
    for (const key of ['speech', 'other-speech']) {
      write(writer, buildSource({}, key));
      write(writer, buildStatement(`quotes-${key}`, [astana, quotation], key));
    }
    expect(listVerified(writer)).toEqual({ 'quotes-speech': [false, false], 'quotes-other-speech': [false, false] });
    write(writer, buildSource({ text }));
    expect(listVerified(writer)).toEqual({ 'quotes-speech': [true, true], 'quotes-other-speech': [false, false] });
  });
});

test('another text leaves unverified only the quotations that it does not have', async () => {
  await withWriters((openWriter) => {
    const first = openWriter();
    write(first, buildSource({ text }));
    write(first, buildStatement('place', [astana]));
    write(first, buildStatement('speech', [astana, quotation, verb]));
    expect(() => write(openWriter(), buildSource({ text: otherText }))).toThrow(
      'The text does not match 1 of the quotations of "speech".',
    );
    const writer = openWriter('ACCEPT_UNVERIFIED');
    write(writer, buildSource({ text: otherText }));
    expect(listVerified(writer)).toEqual({ place: [true], speech: [true, false, true] });
    expect(countUnverifiedSpans(writer)).toBe(1);
    write(writer, buildStatement('speech', [astana, otherQuotation, verb]));
    expect(listVerified(writer)).toEqual({ place: [true], speech: [true, true, true] });
    expect(countUnverifiedSpans(writer)).toBe(0);
  });
});

test('another hash without its text leaves all quotations of the source unverified', async () => {
  await withWriters((openWriter) => {
    const first = openWriter();
    write(first, buildSource({ text }));
    write(first, buildStatement('s', [astana, quotation]));
    const changed = buildSource({ ...hashed, sha256: hash('sha256', otherText) });
    expect(() => write(openWriter(), changed)).toThrow('2 quotations of "speech" were verified in the text');
    const writer = openWriter('ACCEPT_UNVERIFIED');
    write(writer, changed);
    expect(listVerified(writer)).toEqual({ s: [false, false] });
    expect(countUnverifiedSpans(writer)).toBe(2);
  });
});

test('a failed write does not count as unverified', async () => {
  await withWriters((openWriter) => {
    const writer = openWriter('ACCEPT_UNVERIFIED');
    write(writer, buildSource({}));
    write(writer, buildStatement('s', [quotation]));
    // The first span is accepted before the second is rejected.
    expect(() => write(writer, buildStatement('conflicting', [astana, otherQuotation]))).toThrow('another citation');
    expect(listVerified(writer)).toEqual({ s: [false] });
    expect(countUnverifiedSpans(writer)).toBe(1);
  });
});

test('only the quotations of the present version count as unverified', async () => {
  await withWriters((openWriter) => {
    const writer = openWriter('ACCEPT_UNVERIFIED');
    write(writer, buildSource({}));
    const earlierVersions = [{ record: parse(buildStatement('s', [astana, quotation])) }];
    const record = parse(buildStatement('s', [quotation]));
    upsertOwnedRecord(writer, 'a', { record, earlierVersions, digest: '1', file: 'one' });
    expect(listVerified(writer)).toEqual({ s: [false] });
    expect(countUnverifiedSpans(writer)).toBe(1);
  });
});
