import Sqlite from 'better-sqlite3';
import { badInput, type ChanceryError } from '../model/errors.ts';

/** Rejects a database that holds more than `init --data none` creates, or that another process has open. It must be migrated. */
export function assertEmptyDatabase(path: string): void {
  withConnection(path, (client) => assertNoContent(path, client));
  withConnection(path, (client) => acquireExclusiveLock(path, client));
}

/** Lets `move` replace an empty database while no other process can open it. */
export function replaceEmptyDatabase(path: string, move: () => void): void {
  withConnection(path, (client) => {
    acquireExclusiveLock(path, client);
    // Leaves WAL mode, because closing would delete the log of the new database.
    client.pragma('journal_mode = DELETE');
    client.exec('BEGIN EXCLUSIVE');
    try {
      assertNoContent(path, client);
      move();
    } finally {
      client.exec('ROLLBACK');
    }
  });
}

/** Each query describes content that an empty database does not have. */
const contentQueries = [
  `SELECT count(*) || ' entries' FROM entries HAVING count(*) > 0`,
  `SELECT 'tokens' FROM tokens`,
  `SELECT 'changes by "' || "by" || '"' FROM revisions WHERE "by" <> 'init'`,
  `SELECT 'a ' || noun || ' that was withdrawn or merged, "' || "key" || '"' FROM records WHERE state <> 'LIVE'`,
];

function assertNoContent(path: string, client: Sqlite.Database): void {
  for (const query of contentQueries) {
    const content = client.prepare<[], string>(`${query} LIMIT 1`).pluck().get();
    if (content !== undefined)
      throw restoreTargetError(
        `${path} already holds ${content}.`,
        'Move it away first, or set CHANCERY_DB to another file.',
      );
  }
}

/** In WAL mode every open connection holds a shared lock, so the exclusive lock is granted only to a sole connection. */
function acquireExclusiveLock(path: string, client: Sqlite.Database): void {
  client.pragma('locking_mode = EXCLUSIVE');
  try {
    client.exec('BEGIN IMMEDIATE');
    client.exec('ROLLBACK');
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError) || !/^SQLITE_(BUSY|LOCKED)/.test(error.code)) throw error;
    throw restoreTargetError(
      `Another process has ${path} open.`,
      'Stop it first; if it is a server, start it again afterwards.',
    );
  }
}

const restoreTargetError = (problem: string, advice: string): ChanceryError =>
  badInput(
    `${problem} An export with history can be restored only to a new path, or over an unused database created by "chancery init --data none". ${advice}`,
  );

function withConnection(path: string, work: (client: Sqlite.Database) => void): void {
  const client = new Sqlite(path, { fileMustExist: true, timeout: 2_000 });
  try {
    work(client);
  } finally {
    client.close();
  }
}
