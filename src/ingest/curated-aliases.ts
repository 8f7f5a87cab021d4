import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { recordKeySchema } from '../model/records/field-schemas.ts';

const gecCodeSchema = z.string().regex(/^[a-z]{2}$/, 'A code of the Factbook consists of two lower-case letters.');

const aliasSchemas = {
  /** Countries by the Factbook's codes (GEC, formerly FIPS 10-4); null for codes that name no country. */
  gec: z.record(gecCodeSchema, recordKeySchema.nullable()),
  'person-aliases': z.array(
    z.strictObject({
      person: recordKeySchema,
      name: z.string().min(1).optional(),
      /** Names as printed in the source, by country; `any` for names that mean the same person in every country. */
      as: z.record(z.union([z.literal('any'), recordKeySchema]), z.array(z.string().min(1)).min(1)),
    }),
  ),
  /** Office keys by country and the source's title. */
  'office-aliases': z.record(recordKeySchema, z.record(z.string(), recordKeySchema)),
};

type AliasTables = { [N in keyof typeof aliasSchemas]: z.output<(typeof aliasSchemas)[N]> };

const folder = new URL('../../data/reference/', import.meta.url);

function readAliasTable<N extends keyof AliasTables>(name: N): AliasTables[N] {
  const parsed = aliasSchemas[name].safeParse(parse(readFileSync(new URL(`${name}.yaml`, folder), 'utf8')));
  if (!parsed.success) throw new Error(`data/reference/${name}.yaml: ${z.prettifyError(parsed.error)}`);
  return parsed.data as AliasTables[N];
}

/** Curated meanings of the source's country codes, person names and office titles. */
export interface CuratedAliases {
  /** Returns null if the code names no country, undefined if it is unknown. */
  findCountry(gec: string): string | null | undefined;
  findPerson(country: string, name: string): { key: string; name?: string | undefined } | undefined;
  findOffice(country: string, title: string): string | undefined;
}

export function readCuratedAliases(): CuratedAliases {
  const gec = new Map(Object.entries(readAliasTable('gec')));
  const people = new Map<string, { key: string; name?: string | undefined }>();
  for (const { person, name, as } of readAliasTable('person-aliases')) {
    for (const [country, names] of Object.entries(as))
      for (const alias of names) people.set(`${country}:${alias}`, { key: person, name });
  }
  const offices = readAliasTable('office-aliases');
  return {
    findCountry: (code) => gec.get(code),
    findPerson: (country, name) => people.get(`${country}:${name}`) ?? people.get(`any:${name}`),
    findOffice: (country, title) => offices[country]?.[title],
  };
}
