import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { recordKeySchema } from '../model/records/field-schemas.ts';

const gecCodeSchema = z.string().regex(/^[a-z]{2}$/, 'A code of the Factbook is two small letters.');

const aliasSchemas = {
  /** The Factbook's codes (GEC, once FIPS 10-4) and the country that each names; null where it names none. */
  gec: z.record(gecCodeSchema, recordKeySchema.nullable()),
  'person-aliases': z.array(
    z.strictObject({
      person: recordKeySchema,
      name: z.string().min(1).optional(),
      /** By country, names as the source prints them; `any` for a name that is one person's wherever it stands. */
      as: z.record(z.union([z.literal('any'), recordKeySchema]), z.array(z.string().min(1)).min(1)),
    }),
  ),
  /** By country, what the source calls an office, and the key that it has on record. */
  'office-aliases': z.record(recordKeySchema, z.record(z.string(), recordKeySchema)),
};

type AliasTables = { [N in keyof typeof aliasSchemas]: z.output<(typeof aliasSchemas)[N]> };

const folder = new URL('../../data/reference/', import.meta.url);

function readAliasTable<N extends keyof AliasTables>(name: N): AliasTables[N] {
  const parsed = aliasSchemas[name].safeParse(parse(readFileSync(new URL(`${name}.yaml`, folder), 'utf8')));
  if (!parsed.success) throw new Error(`data/reference/${name}.yaml: ${z.prettifyError(parsed.error)}`);
  return parsed.data as AliasTables[N];
}

/** What editors have settled: which country a code names, and who and which office on record the source's words mean. */
export interface CuratedAliases {
  /** Null where the code names no country; undefined where it is unknown. */
  findCountry(gec: string): string | null | undefined;
  findPerson(country: string, name: string): { key: string; name?: string | undefined } | undefined;
  findOffice(country: string, title: string): string | undefined;
}

export function readCuratedAliases(): CuratedAliases {
  const gec = new Map(Object.entries(readAliasTable('gec')));
  const people = new Map<string, { key: string; name?: string | undefined }>();
  for (const { person, name, as } of readAliasTable('person-aliases')) {
    for (const [country, names] of Object.entries(as))
      for (const one of names) people.set(`${country}:${one}`, { key: person, name });
  }
  const offices = readAliasTable('office-aliases');
  return {
    findCountry: (code) => gec.get(code),
    findPerson: (country, name) => people.get(`${country}:${name}`) ?? people.get(`any:${name}`),
    findOffice: (country, title) => offices[country]?.[title],
  };
}
