import type { SQL } from 'drizzle-orm';
import type { Noun, RecordOf } from '../../model/records/index.ts';

/** How records of a noun are read back: every field of theirs, and the one row that a key names. */
export interface RecordSelect<N extends Noun> {
  fields: { readonly [F in Exclude<keyof RecordOf<N>, 'noun'>]-?: SQL };
  from: SQL;
  where(key: SQL): SQL;
}
