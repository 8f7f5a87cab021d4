import { sql } from 'drizzle-orm';
import { commodities, coverages, sourceDerivations, sources, topics } from '../../db/tables/index.ts';
import { jsonFuzzyDate, jsonList, jsonScalar, selectKey } from './json-sql.ts';
import type { RecordSelect } from './record-select.ts';

export const source: RecordSelect<'source'> = {
  fields: {
    key: jsonScalar(sources.key),
    publisher: jsonScalar(sources.publisher),
    title: jsonScalar(sources.title),
    url: jsonScalar(sources.url),
    language: jsonScalar(sources.language),
    publishedOn: jsonFuzzyDate(sources, 'publishedOn'),
    publishedAt: jsonScalar(sources.publishedAt),
    retrievedOn: jsonScalar(sources.retrievedOn),
    sha256: jsonScalar(sources.sha256),
    length: jsonScalar(sources.length),
    licence: jsonScalar(sources.licence),
    derivedFrom: jsonList(
      selectKey(sources, sourceDerivations.fromId),
      sourceDerivations.ordinal,
      sql`${sourceDerivations.sourceId} = ${sources.id}`,
    ),
    replaces: selectKey(sources, sources.replacesId),
  },
  from: sql`${sources}`,
  where: (key) => sql`${sources.key} = ${key}`,
};

export const commodity: RecordSelect<'commodity'> = {
  fields: {
    key: jsonScalar(commodities.key),
    scheme: jsonScalar(commodities.scheme),
    code: jsonScalar(commodities.code),
    name: jsonScalar(commodities.name),
    parent: selectKey(commodities, commodities.parentId),
  },
  from: sql`${commodities}`,
  where: (key) => sql`${commodities.key} = ${key}`,
};

export const topic: RecordSelect<'topic'> = {
  fields: { key: jsonScalar(topics.key), name: jsonScalar(topics.name) },
  from: sql`${topics}`,
  where: (key) => sql`${topics.key} = ${key}`,
};

/** A coverage is named by its source, which has no slash in its key, a slash, and what it is about. */
export const coverage: RecordSelect<'coverage'> = {
  fields: {
    source: jsonScalar(sources.key),
    about: jsonScalar(coverages.about),
    from: jsonScalar(coverages.from),
    until: jsonScalar(coverages.until),
    note: jsonScalar(coverages.note),
  },
  from: sql`${sources} JOIN ${coverages} ON ${coverages.sourceId} = ${sources.id}`,
  where: (key) =>
    sql`${sources.key} = substr(${key}, 1, instr(${key}, '/') - 1) AND ${coverages.about} = substr(${key}, instr(${key}, '/') + 1)`,
};
