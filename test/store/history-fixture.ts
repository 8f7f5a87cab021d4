import { sql } from 'drizzle-orm';
import { ChanceryError } from '../../src/model/errors.ts';
import { applyChanges, type FieldChanges, type RecordJson } from '../../src/model/record-diff.ts';
import { parseRecord, type RecordInput } from '../../src/model/records/index.ts';
import type { RecordNoun } from '../../src/model/vocabulary.ts';
import type { Attribution } from '../../src/store/history.ts';
import { mergeRecord } from '../../src/store/merge-record.ts';
import { readRecord } from '../../src/store/serialize/read-record.ts';
import { withdrawRecord } from '../../src/store/withdraw-record.ts';
import { writeRecord } from '../../src/store/write-record.ts';
import { Writer } from '../../src/store/writer.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';

export type HistoryEdit =
  | { does: 'write'; record: RecordInput }
  | { does: 'withdraw'; noun: RecordNoun; key: string }
  | { does: 'merge'; noun: RecordNoun; key: string; into: string };

export const writeEdit = (record: RecordInput): HistoryEdit => ({ does: 'write', record });
export const withdrawEdit = (noun: RecordNoun, key: string): HistoryEdit => ({ does: 'withdraw', noun, key });
export const mergeEdit = (noun: RecordNoun, key: string, into: string): HistoryEdit => ({
  does: 'merge',
  noun,
  key,
  into,
});

export interface RecordWithRevisions {
  id: number;
  noun: RecordNoun;
  key: string;
  state: string;
  survivor: string | null;
  revisions: {
    sequence: number;
    action: string;
    knownAt: string;
    by: string;
    reason: string | null;
    into: string | null;
    changes: FieldChanges;
  }[];
}

export interface HistoryFixture extends AsyncDisposable {
  apiFixture: ApiFixture;
  /** Applies each edit in a separate transaction, known one minute after the previous edit. */
  applyEdits(...edits: HistoryEdit[]): Promise<void>;
  /** Applies edits with the given action. */
  applyEditsAs(act: Partial<Attribution>, ...edits: HistoryEdit[]): Promise<void>;
  /** The field and message of a rejected edit. */
  readRejection(edit: HistoryEdit): Promise<string>;
  /** The current record as stored in the tables. */
  readCurrent(noun: RecordNoun, key: string): Promise<RecordJson | undefined>;
  /** Every record written since the database was opened, with its history. */
  readRecordsWithRevisions(): Promise<RecordWithRevisions[]>;
  execute(document: string, variables?: object): Promise<unknown>;
}

const start = Date.parse('2026-01-01T00:00:00.000Z');

/** Records in addition to the reference data, and the edits applied to them. */
export async function openHistoryFixture(...records: RecordInput[]): Promise<HistoryFixture> {
  const fixture = await openApiFixture({ dossier: false });
  const [before] = await fixture.db.read((reader) =>
    reader.all<{ sequence: number }>(sql`SELECT sequence FROM dataset`),
  );
  let minute = 0;
  const carryOut = (edit: HistoryEdit, act: Partial<Attribution> = {}): Promise<unknown> => {
    minute += 1;
    const knownAt = new Date(start + minute * 60_000).toISOString();
    return fixture.db.write((tx) => {
      const writer = new Writer(tx, { by: 'Ada', reason: 'So it is.', knownAt, ...act });
      switch (edit.does) {
        case 'write': {
          const parsed = parseRecord(edit.record);
          if ('issues' in parsed) throw new Error(JSON.stringify([edit.record, parsed.issues]));
          return writeRecord(writer, parsed.record);
        }
        case 'withdraw':
          return withdrawRecord(writer, edit.noun, edit.key);
        case 'merge':
          return mergeRecord(writer, edit.noun, edit.key, edit.into);
      }
    });
  };
  const history: HistoryFixture = {
    apiFixture: fixture,
    applyEdits: (...edits) => history.applyEditsAs({}, ...edits),
    async applyEditsAs(act, ...edits) {
      for (const edit of edits) await carryOut(edit, act);
    },
    async readRejection(edit) {
      const error: unknown = await carryOut(edit).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (!(error instanceof ChanceryError)) throw error ?? new Error('It was not refused.');
      return `${error.field}: ${error.message}`;
    },
    readCurrent: (noun, key) => fixture.db.write((tx) => readRecord(new Writer(tx, { by: 'a test' }), noun, key)),
    async readRecordsWithRevisions() {
      const rows = await fixture.db.read((reader) =>
        reader.all<Omit<RecordWithRevisions, 'revisions'> & { revisions: string }>(sql`
          SELECT r.id, r.noun, r.key, r.state, s.key AS survivor, (SELECT json_group_array(json_object('sequence', v.sequence, 'action', v.action,
            'knownAt', v.known_at, 'by', v."by", 'reason', v.reason, 'into', i.key, 'changes', json(v.changes)) ORDER BY v.sequence)
            FROM revisions v LEFT JOIN records i ON i.id = v.into_id WHERE v.record_id = r.id) AS revisions
          FROM records r LEFT JOIN records s ON s.id = r.survivor_id WHERE r.revision > ${before?.sequence ?? 0} ORDER BY r.id`),
      );
      return rows.map((row) => ({ ...row, revisions: JSON.parse(row.revisions) as RecordWithRevisions['revisions'] }));
    },
    async execute(document, variables) {
      const { data, errors } = await fixture.execute(document, variables);
      if (errors) throw new Error(JSON.stringify(errors));
      return data;
    },
    [Symbol.asyncDispose]: () => fixture[Symbol.asyncDispose](),
  };
  await history.applyEdits(...records.map(writeEdit));
  return history;
}

/** Replays the first `count` revisions of a record. */
export const replayRevisions = (
  { noun, key, revisions }: RecordWithRevisions,
  count = revisions.length,
): RecordJson | undefined => {
  const made = revisions.slice(0, count);
  if (made.length === 0 || ['WITHDRAWN', 'MERGED'].includes(made.at(-1)?.action ?? '')) return undefined;
  return {
    noun,
    key,
    ...made.reduce<RecordJson | undefined>((document, { changes }) => applyChanges(document, changes), undefined),
  };
};
