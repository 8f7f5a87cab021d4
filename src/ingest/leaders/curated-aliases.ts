import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { recordKey } from '../../model/records/field-schemas.ts';

const code = z.string().regex(/^[a-z]{2}$/, 'A code of the Factbook is two small letters.');

const tables = {
  /** The Factbook's codes (GEC, once FIPS 10-4) and the country that each names; null where it names none. */
  gec: z.record(code, recordKey.nullable()),
  'person-aliases': z.array(
    z.strictObject({
      person: recordKey,
      name: z.string().min(1).optional(),
      /** By country, names as the source prints them; `any` for a name that is one person's wherever it stands. */
      as: z.record(z.union([z.literal('any'), recordKey]), z.array(z.string().min(1)).min(1)),
    }),
  ),
  /** By country, what the source calls an office, and the key that it has on record. */
  'office-aliases': z.record(recordKey, z.record(z.string(), recordKey)),
};

type Tables = { [N in keyof typeof tables]: z.output<(typeof tables)[N]> };

const folder = new URL('../../../data/reference/', import.meta.url);

function readCurated<N extends keyof Tables>(name: N): Tables[N] {
  const parsed = tables[name].safeParse(parse(readFileSync(new URL(`${name}.yaml`, folder), 'utf8')));
  if (!parsed.success) throw new Error(`data/reference/${name}.yaml: ${z.prettifyError(parsed.error)}`);
  return parsed.data as Tables[N];
}

/** What editors have settled: which country a code names, and who and which office on record the source's words mean. */
export interface Curated {
  /** Null where the code names no country; undefined where it is unknown. */
  country(gec: string): string | null | undefined;
  person(country: string, name: string): { key: string; name?: string | undefined } | undefined;
  office(country: string, title: string): string | undefined;
}

export function readAliases(): Curated {
  const gec = new Map(Object.entries(readCurated('gec')));
  const people = new Map<string, { key: string; name?: string | undefined }>();
  for (const { person, name, as } of readCurated('person-aliases')) {
    for (const [country, names] of Object.entries(as))
      for (const one of names) people.set(`${country}:${one}`, { key: person, name });
  }
  const offices = readCurated('office-aliases');
  return {
    country: (code) => gec.get(code),
    person: (country, name) => people.get(`${country}:${name}`) ?? people.get(`any:${name}`),
    office: (country, title) => offices[country]?.[title],
  };
}
