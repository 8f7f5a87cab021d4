import type { SQL } from 'drizzle-orm';
import type { Noun, RecordOf } from '../../model/records/index.ts';

/** The SQL for reading records of a noun: all fields, and the condition for a key. */
export interface RecordSelect<N extends Noun> {
  fields: { readonly [F in Exclude<keyof RecordOf<N>, 'noun'>]-?: SQL };
  from: SQL;
  where(key: SQL): SQL;
}
