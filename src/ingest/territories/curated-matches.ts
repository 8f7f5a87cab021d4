import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { recordKeySchema } from '../../model/records/field-schemas.ts';
import { countryStatuses } from '../../model/vocabulary.ts';

const reasonSchema = z.string().min(1);

const curatedMatchesSchema = z.strictObject({
  same: z.record(z.string(), z.strictObject({ as: recordKeySchema, why: reasonSchema })),
  part: z.record(z.string(), z.strictObject({ of: recordKeySchema, why: reasonSchema })),
  own: z.record(z.string(), z.strictObject({ status: z.enum(countryStatuses).optional(), why: reasonSchema })),
});

export type CuratedMatches = z.output<typeof curatedMatchesSchema>;

let cachedMatches: CuratedMatches | undefined;

/** Returns the manual matches of territories to countries, by territory id. */
export function readCuratedMatches(): CuratedMatches {
  cachedMatches ??= curatedMatchesSchema.parse(
    parse(readFileSync(new URL('./curated-matches.yaml', import.meta.url), 'utf8')),
  );
  return cachedMatches;
}
