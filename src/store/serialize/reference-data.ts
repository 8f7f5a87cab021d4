import { sql } from 'drizzle-orm';
import { commodities, coverages, sourceDerivations, sources, topics } from '../../db/tables/index.ts';
import { date, keyOf, listOf, plain } from './json-sql.ts';
import type { Shape } from './record-select.ts';

export const source: Shape<'source'> = {
  fields: {
    key: plain(sources.key),
    publisher: plain(sources.publisher),
    title: plain(sources.title),
    url: plain(sources.url),
    language: plain(sources.language),
    publishedOn: date(sources, 'publishedOn'),
    publishedAt: plain(sources.publishedAt),
    retrievedOn: plain(sources.retrievedOn),
    sha256: plain(sources.sha256),
    length: plain(sources.length),
    licence: plain(sources.licence),
    derivedFrom: listOf(
      keyOf(sources, sourceDerivations.fromId),
      sourceDerivations.ordinal,
      sql`${sourceDerivations.sourceId} = ${sources.id}`,
    ),
    replaces: keyOf(sources, sources.replacesId),
  },
  from: sql`${sources}`,
  where: (key) => sql`${sources.key} = ${key}`,
};

export const commodity: Shape<'commodity'> = {
  fields: {
    key: plain(commodities.key),
    scheme: plain(commodities.scheme),
    code: plain(commodities.code),
    name: plain(commodities.name),
    parent: keyOf(commodities, commodities.parentId),
  },
  from: sql`${commodities}`,
  where: (key) => sql`${commodities.key} = ${key}`,
};

export const topic: Shape<'topic'> = {
  fields: { key: plain(topics.key), name: plain(topics.name) },
  from: sql`${topics}`,
  where: (key) => sql`${topics.key} = ${key}`,
};

/** A coverage is named by its source, which has no slash in its key, a slash, and what it is about. */
export const coverage: Shape<'coverage'> = {
  fields: {
    source: plain(sources.key),
    about: plain(coverages.about),
    from: plain(coverages.from),
    until: plain(coverages.until),
    note: plain(coverages.note),
  },
  from: sql`${sources} JOIN ${coverages} ON ${coverages.sourceId} = ${sources.id}`,
  where: (key) =>
    sql`${sources.key} = substr(${key}, 1, instr(${key}, '/') - 1) AND ${coverages.about} = substr(${key}, instr(${key}, '/') + 1)`,
};
