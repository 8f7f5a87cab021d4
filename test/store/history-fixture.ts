import { sql } from 'drizzle-orm';
import { ChanceryError } from '../../src/model/errors.ts';
import { applyChanges, type Changes, type Document } from '../../src/model/record-diff.ts';
import { parseRecord, type RecordInput } from '../../src/model/records/index.ts';
import type { RecordNoun } from '../../src/model/vocabulary.ts';
import type { Act } from '../../src/store/history.ts';
import { mergeRecord } from '../../src/store/merge-record.ts';
import { readRecorded } from '../../src/store/serialize/read-record.ts';
import { withdrawRecord } from '../../src/store/withdraw-record.ts';
import { writeRecord } from '../../src/store/write-record.ts';
import { Writer } from '../../src/store/writer.ts';
import { openWorld, type World } from '../helpers/api-fixture.ts';

export type Edit =
  | { does: 'write'; record: RecordInput }
  | { does: 'withdraw'; noun: RecordNoun; key: string }
  | { does: 'merge'; noun: RecordNoun; key: string; into: string };

export const write = (record: RecordInput): Edit => ({ does: 'write', record });
export const withdraw = (noun: RecordNoun, key: string): Edit => ({ does: 'withdraw', noun, key });
export const merge = (noun: RecordNoun, key: string, into: string): Edit => ({ does: 'merge', noun, key, into });

export interface Told {
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
    changes: Changes;
  }[];
}

export interface History extends AsyncDisposable {
  world: World;
  /** Carries edits out, each in a transaction of its own and known a minute after the one before. */
  edit(...edits: Edit[]): Promise<void>;
  /** The same, with an act of one's own. */
  editAs(act: Partial<Act>, ...edits: Edit[]): Promise<void>;
  /** Why an edit is refused: its field and message. */
  refusal(edit: Edit): Promise<string>;
  /** A record as it stands in the tables. */
  stands(noun: RecordNoun, key: string): Promise<Document | undefined>;
  /** Everything that was ever recorded since it was opened, with its history. */
  told(): Promise<Told[]>;
  ask(document: string, variables?: object): Promise<unknown>;
}

const start = Date.parse('2026-01-01T00:00:00.000Z');

/** The reference data, `records` besides, and what is done to them. */
export async function openHistory(...records: RecordInput[]): Promise<History> {
  const world = await openWorld({ dossier: false });
  const [before] = await world.db.read((reader) => reader.all<{ sequence: number }>(sql`SELECT sequence FROM dataset`));
  let minute = 0;
  const carryOut = (edit: Edit, act: Partial<Act> = {}): Promise<unknown> => {
    minute += 1;
    const knownAt = new Date(start + minute * 60_000).toISOString();
    return world.db.write((tx) => {
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
  const history: History = {
    world,
    edit: (...edits) => history.editAs({}, ...edits),
    async editAs(act, ...edits) {
      for (const edit of edits) await carryOut(edit, act);
    },
    async refusal(edit) {
      const error: unknown = await carryOut(edit).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (!(error instanceof ChanceryError)) throw error ?? new Error('It was not refused.');
      return `${error.field}: ${error.message}`;
    },
    stands: (noun, key) => world.db.write((tx) => readRecorded(new Writer(tx, { by: 'a test' }), noun, key)),
    async told() {
      const rows = await world.db.read((reader) =>
        reader.all<Omit<Told, 'revisions'> & { revisions: string }>(sql`
          SELECT r.id, r.noun, r.key, r.state, s.key AS survivor, (SELECT json_group_array(json_object('sequence', v.sequence, 'action', v.action,
            'knownAt', v.known_at, 'by', v."by", 'reason', v.reason, 'into', i.key, 'changes', json(v.changes)) ORDER BY v.sequence)
            FROM revisions v LEFT JOIN records i ON i.id = v.into_id WHERE v.record_id = r.id) AS revisions
          FROM records r LEFT JOIN records s ON s.id = r.survivor_id WHERE r.revision > ${before?.sequence ?? 0} ORDER BY r.id`),
      );
      return rows.map((row) => ({ ...row, revisions: JSON.parse(row.revisions) as Told['revisions'] }));
    },
    async ask(document, variables) {
      const { data, errors } = await world.ask(document, variables);
      if (errors) throw new Error(JSON.stringify(errors));
      return data;
    },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
  await history.edit(...records.map(write));
  return history;
}

/** What the first `count` revisions of a record make of it. */
export const replay = ({ noun, key, revisions }: Told, count = revisions.length): Document | undefined => {
  const made = revisions.slice(0, count);
  if (made.length === 0 || ['WITHDRAWN', 'MERGED'].includes(made.at(-1)?.action ?? '')) return undefined;
  return {
    noun,
    key,
    ...made.reduce<Document | undefined>((document, { changes }) => applyChanges(document, changes), undefined),
  };
};
