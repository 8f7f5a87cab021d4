import { sql } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { findDateProblems } from './check-dates.ts';
import { checkIntegrity, type IntegrityReport } from './check-integrity.ts';
import { updateRecords } from './open-database.ts';

/** Checks a migrated copy of an older database, whose dates have not been repaired. */
export async function checkOlderDatabase(copy: Database): Promise<IntegrityReport> {
  if (!(await copy.read((reader) => reader.get(sql`SELECT 1 FROM records WHERE revision IS NULL`))))
    return checkIntegrity(copy);
  // A history can only begin with dates that can be read, so they are repaired after they were checked.
  const dateProblems = await copy.read(findDateProblems);
  await updateRecords(copy);
  const report = await checkIntegrity(copy);
  return { ...report, problems: [...dateProblems, ...report.problems] };
}
