import { sql } from 'drizzle-orm';
import { commodities, coverages, sources, topics } from '../../db/tables/index.ts';
import { nounStorage } from '../../db/tables/noun-tables.ts';
import { jsonScalar } from './json-sql.ts';
import { selectNounFields } from './noun-fields.ts';
import type { RecordSelect } from './record-select.ts';

export const source: RecordSelect<'source'> = {
  fields: { key: jsonScalar(sources.key), ...selectNounFields(nounStorage.source, sources.id) },
  from: sql`${sources}`,
  where: (key) => sql`${sources.key} = ${key}`,
};

export const commodity: RecordSelect<'commodity'> = {
  fields: { key: jsonScalar(commodities.key), ...selectNounFields(nounStorage.commodity, commodities.id) },
  from: sql`${commodities}`,
  where: (key) => sql`${commodities.key} = ${key}`,
};

export const topic: RecordSelect<'topic'> = {
  fields: { key: jsonScalar(topics.key), ...selectNounFields(nounStorage.topic, topics.id) },
  from: sql`${topics}`,
  where: (key) => sql`${topics.key} = ${key}`,
};

/** The key of a coverage is `source/about`. Keys of sources contain no slash. */
export const coverage: RecordSelect<'coverage'> = {
  fields: { ...selectNounFields(nounStorage.coverage, coverages.id) },
  from: sql`${sources} JOIN ${coverages} ON ${coverages.sourceId} = ${sources.id}`,
  where: (key) =>
    sql`${sources.key} = substr(${key}, 1, instr(${key}, '/') - 1) AND ${coverages.about} = substr(${key}, instr(${key}, '/') + 1)`,
};
