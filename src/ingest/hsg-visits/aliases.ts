import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Day, parseFuzzyDate } from '../../model/fuzzy-date.ts';
import { recordKeySchema } from '../../model/records/field-schemas.ts';
import { slugify } from '../slugify.ts';

const reasonSchema = z.string().min(1);

/** Two EDTF dates, the last one open if nothing ended: `1941/1965`, `2010/2016-06-30`, `2022/..`. */
const periodSchema = z
  .string()
  .regex(/^\d{4}[\d-]*\/(?:\d{4}[\d-]*|\.\.)$/, 'A period consists of two dates, or a date and "..".')
  .transform((text) => {
    const [first = '', last = ''] = text.split('/');
    return {
      first: parseFuzzyDate(first).earliest ?? '',
      last: last === '..' ? null : parseFuzzyDate(last).latest,
      text,
    };
  });

const aliasFileSchema = z.strictObject({
  reasons: z.record(z.string(), reasonSchema),
  labels: z.record(z.string(), z.strictObject({ as: z.string().min(1), why: reasonSchema })),
  people: z.array(
    z.strictObject({
      person: recordKeySchema,
      in: z.array(recordKeySchema).min(1),
      as: z.array(z.string().min(1)).min(1),
      between: periodSchema,
      /** One of the reasons, or a sentence. */
      why: reasonSchema,
    }),
  ),
});

interface PersonAlias {
  person: string;
  period: { first: Day; last: Day | null; text: string };
}

export interface PersonAliases {
  /** Finds the person whom a printed name means in a country on a day. */
  findPerson(country: string, name: string, on: Day): string | undefined;
  /** Returns all people whom a printed name means in a country, on whatever day. */
  listPeople(country: string, name: string): readonly PersonAlias[];
  /** Returns the printed names of a person, the one to display first. */
  listNames(person: string): readonly string[];
}

let cachedFile: z.output<typeof aliasFileSchema> | undefined;

function readAliasFile(): z.output<typeof aliasFileSchema> {
  cachedFile ??= aliasFileSchema.parse(parse(readFileSync(new URL('./person-aliases.yaml', import.meta.url), 'utf8')));
  return cachedFile;
}

/** Returns the labels of countries that the source misspells or names in its own way. */
export const readLabels = (): ReadonlyMap<string, { as: string; why: string }> =>
  new Map(Object.entries(readAliasFile().labels));

export function readPersonAliases(): PersonAliases {
  const aliases = new Map<string, PersonAlias[]>();
  const namesByPerson = new Map<string, readonly string[]>();
  for (const { person, in: countries, as: names, between } of readAliasFile().people) {
    namesByPerson.set(person, names);
    for (const country of countries)
      for (const name of names) {
        const id = `${country}:${slugify(name)}`;
        aliases.set(id, [...(aliases.get(id) ?? []), { person, period: between }]);
      }
  }
  const listPeople = (country: string, name: string): readonly PersonAlias[] =>
    aliases.get(`${country}:${slugify(name)}`) ?? [];
  return {
    listPeople,
    listNames: (person) => namesByPerson.get(person) ?? [],
    findPerson: (country, name, on) =>
      listPeople(country, name).find(({ period: { first, last } }) => first <= on && (last === null || on <= last))
        ?.person,
  };
}
