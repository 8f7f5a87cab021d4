import Sqlite from 'better-sqlite3';
import { badInput, type ChanceryError } from '../model/errors.ts';

/** Refuses a database that holds more than `init --empty` makes, or that another process has open. It must be up to date. */
export function assertEmptyDatabase(path: string): void {
  withConnection(path, (client) => assertNoContent(path, client));
  withConnection(path, (client) => acquireExclusiveLock(path, client));
}

/** Lets `move` put another database in the place of such a one, while nobody can open it. */
export function replaceEmptyDatabase(path: string, move: () => void): void {
  withConnection(path, (client) => {
    acquireExclusiveLock(path, client);
    // Without a log there is none that closing takes away from the new one.
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

/** What each database holds beyond that, in words; the first that it has is told. */
const contentQueries = [
  `SELECT count(*) || ' entries' FROM entries HAVING count(*) > 0`,
  `SELECT 'tokens' FROM tokens`,
  `SELECT 'changes by "' || "by" || '"' FROM revisions WHERE "by" <> 'init'`,
  `SELECT 'a ' || noun || ' that was withdrawn or merged, "' || "key" || '"' FROM records WHERE state <> 'LIVE'`,
];

function assertNoContent(path: string, client: Sqlite.Database): void {
  for (const query of contentQueries) {
    const what = client.prepare<[], string>(`${query} LIMIT 1`).pluck().get();
    if (what !== undefined)
      throw restoreTargetError(
        `${path} holds ${what} already.`,
        'Move it away first, or name another file with CHANCERY_DB.',
      );
  }
}

/** A connection in a log keeps its lock for as long as it is open: only one that is alone gets the exclusive one. */
function acquireExclusiveLock(path: string, client: Sqlite.Database): void {
  client.pragma('locking_mode = EXCLUSIVE');
  try {
    client.exec('BEGIN IMMEDIATE');
    client.exec('ROLLBACK');
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError) || !/^SQLITE_(BUSY|LOCKED)/.test(error.code)) throw error;
    throw restoreTargetError(
      `Another process has ${path} open.`,
      'Stop it first; if it serves, start it again afterwards.',
    );
  }
}

const restoreTargetError = (what: string, instead: string): ChanceryError =>
  badInput(
    `${what} A record with its history is restored where there is no database, or over one that "chancery init --empty" has made and nobody uses. ${instead}`,
  );

function withConnection(path: string, work: (client: Sqlite.Database) => void): void {
  const client = new Sqlite(path, { fileMustExist: true, timeout: 2_000 });
  try {
    work(client);
  } finally {
    client.close();
  }
}
