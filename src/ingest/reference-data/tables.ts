import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { day, fuzzy, language, recordKey } from '../../model/records/field-schemas.ts';
import { sourceRecord } from '../../model/records/source-commodity-topic-schemas.ts';
import { type countryStatuses, nameKinds } from '../../model/vocabulary.ts';

// Dates are checked here and handed on as they were written: the records' own schema reads them.
const dayText = z.string().refine((text) => day.safeParse(text).success, 'A day is YYYY-MM-DD.');
const edtfText = z.string().refine((text) => fuzzy.safeParse(text).success, 'A date is EDTF text.');

const nameRow = z.strictObject({
  text: z.string().min(1),
  kind: z.enum(nameKinds).default('FORMER'),
  language: language.default('en'),
  from: dayText.optional(),
  until: dayText.optional(),
});

const countryShape = {
  name: z.string().min(1).optional(),
  from: edtfText.optional(),
  until: edtfText.optional(),
  source: recordKey.default('cia-factbook'),
  aliases: z.array(z.string().min(1)).default([]),
  names: z
    .array(nameRow)
    .default([])
    .refine((rows) => new Set(rows.map(({ text }) => text)).size === rows.length, 'The same name stands twice.'),
};

const countryRow = z.strictObject({ ...countryShape, not: z.array(z.string()).default([]) });
const formerRow = z.strictObject({ ...countryShape, m49: z.string().length(3).optional() });

const tables = {
  sources: z.array(sourceRecord.omit({ noun: true, publishedOn: true }).extend({ publishedOn: edtfText.optional() })),
  english: z.record(
    recordKey,
    z.strictObject({ official: z.string().optional(), demonym: z.union([z.string(), z.array(z.string())]).optional() }),
  ),
  status: z.strictObject({
    TERRITORY: z.record(recordKey, z.array(recordKey)),
    OTHER: z.array(recordKey),
  }),
  countries: z.record(recordKey, countryRow),
  former: z.strictObject({ states: z.record(recordKey, formerRow), renamed: z.array(recordKey) }),
  successions: z.array(
    z.strictObject({ of: recordKey, source: recordKey, to: z.record(recordKey, edtfText.nullable()) }),
  ),
  groups: z.strictObject({
    organizations: z.record(
      recordKey,
      z.strictObject({
        name: z.string().min(1),
        sources: z.array(recordKey).min(1),
        aliases: z.array(z.string()).default([]),
        members: z.record(dayText, z.array(recordKey).min(1)),
        left: z.record(recordKey, dayText).default({}),
      }),
    ),
    regions: z.record(recordKey, z.record(language, z.string().min(1))),
  }),
};

type TableName = keyof typeof tables;
export type Table<N extends TableName> = z.output<(typeof tables)[N]>;
export type CountryRow = z.output<typeof countryRow>;
export type FormerRow = z.output<typeof formerRow>;
export type NameRow = z.output<typeof nameRow>;
export type CountryStatus = (typeof countryStatuses)[number];

const folder = new URL('../../../data/reference/', import.meta.url);

/** Where a table stands, from the project's root: for the place of its records. */
export const tableFile = (name: TableName): string => `data/reference/${name}.yaml`;

/** Reads a table of `data/reference`, and throws where it has not its shape: the tables are the project's own. */
export function readTable<N extends TableName>(name: N): Table<N> {
  const parsed = tables[name].safeParse(parse(readFileSync(new URL(`${name}.yaml`, folder), 'utf8')));
  if (!parsed.success) throw new Error(`${tableFile(name)}: ${z.prettifyError(parsed.error)}`);
  return parsed.data as Table<N>;
}
