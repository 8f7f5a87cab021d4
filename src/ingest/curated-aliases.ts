import { z } from 'zod';
import { recordKeySchema } from '../model/records/field-schemas.ts';
import { readReferenceFile } from './reference-data/tables.ts';

const gecCodeSchema = z.string().regex(/^[a-z]{2}$/, 'A code of the Factbook consists of two lower-case letters.');

/** Countries by the Factbook's codes (GEC, formerly FIPS 10-4); null for codes that name no country. */
const gecSchema = z.record(gecCodeSchema, recordKeySchema.nullable());
const personAliasesSchema = z.array(
  z.strictObject({
    person: recordKeySchema,
    name: z.string().min(1).optional(),
    /** Names as printed in the source, by country; `any` for names that mean the same person in every country. */
    as: z.record(z.union([z.literal('any'), recordKeySchema]), z.array(z.string().min(1)).min(1)),
  }),
);
/** Office keys by country and the source's title. */
const officeAliasesSchema = z.record(recordKeySchema, z.record(z.string(), recordKeySchema));

/** Curated meanings of the source's country codes, person names and office titles. */
export interface CuratedAliases {
  /** Returns null if the code names no country, undefined if it is unknown. */
  findCountry(gec: string): string | null | undefined;
  findPerson(country: string, name: string): { key: string; name?: string | undefined } | undefined;
  findOffice(country: string, title: string): string | undefined;
}

export function readCuratedAliases(): CuratedAliases {
  const gec = new Map(Object.entries(readReferenceFile('gec', gecSchema)));
  const people = new Map<string, { key: string; name?: string | undefined }>();
  for (const { person, name, as } of readReferenceFile('person-aliases', personAliasesSchema)) {
    for (const [country, names] of Object.entries(as))
      for (const alias of names) people.set(`${country}:${alias}`, { key: person, name });
  }
  const offices = readReferenceFile('office-aliases', officeAliasesSchema);
  return {
    findCountry: (code) => gec.get(code),
    findPerson: (country, name) => people.get(`${country}:${name}`) ?? people.get(`any:${name}`),
    findOffice: (country, title) => offices[country]?.[title],
  };
}
