import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { recordKey } from '../../model/records/field-schemas.ts';
import { countryStatuses } from '../../model/vocabulary.ts';

const why = z.string().min(1);

const join = z.strictObject({
  same: z.record(z.string(), z.strictObject({ as: recordKey, why })),
  part: z.record(z.string(), z.strictObject({ of: recordKey, why })),
  own: z.record(z.string(), z.strictObject({ status: z.enum(countryStatuses).optional(), why })),
});

export type Join = z.output<typeof join>;

let read: Join | undefined;

/** What was decided by hand of territories, by their ids. */
export function readJoin(): Join {
  read ??= join.parse(parse(readFileSync(new URL('./curated-matches.yaml', import.meta.url), 'utf8')));
  return read;
}
