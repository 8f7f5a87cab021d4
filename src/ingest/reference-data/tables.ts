import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { source } from '../../model/nouns/source.ts';
import { daySchema, fuzzyDateSchema, languageSchema, recordKeySchema } from '../../model/records/field-schemas.ts';
import { type countryStatuses, nameKinds } from '../../model/vocabulary.ts';

// Dates are validated but passed on as text, because the record schemas parse them.
const dayTextSchema = z
  .string()
  .refine((text) => daySchema.safeParse(text).success, 'A day must have the form YYYY-MM-DD.');
const edtfTextSchema = z
  .string()
  .refine((text) => fuzzyDateSchema.safeParse(text).success, 'A date must be EDTF text.');

const nameRowSchema = z.strictObject({
  text: z.string().min(1),
  kind: z.enum(nameKinds).default('FORMER'),
  language: languageSchema.default('en'),
  from: dayTextSchema.optional(),
  until: dayTextSchema.optional(),
});

const countryShape = {
  name: z.string().min(1).optional(),
  from: edtfTextSchema.optional(),
  until: edtfTextSchema.optional(),
  source: recordKeySchema.default('cia-factbook'),
  aliases: z.array(z.string().min(1)).default([]),
  names: z
    .array(nameRowSchema)
    .default([])
    .refine((rows) => new Set(rows.map(({ text }) => text)).size === rows.length, 'The same name is listed twice.'),
};

const countryRowSchema = z.strictObject({ ...countryShape, not: z.array(z.string()).default([]) });
const formerRowSchema = z.strictObject({ ...countryShape, m49: z.string().length(3).optional() });

const tableSchemas = {
  sources: z.array(
    source.schema.omit({ noun: true, publishedOn: true }).extend({ publishedOn: edtfTextSchema.optional() }),
  ),
  english: z.record(
    recordKeySchema,
    z.strictObject({ official: z.string().optional(), demonym: z.union([z.string(), z.array(z.string())]).optional() }),
  ),
  unterm: z.record(
    recordKeySchema,
    z.strictObject({
      official: z.record(languageSchema, z.string().min(1)).default({}),
      aliases: z.record(languageSchema, z.array(z.string().min(1))).default({}),
    }),
  ),
  status: z.strictObject({
    TERRITORY: z.record(recordKeySchema, z.array(recordKeySchema)),
    OTHER: z.array(recordKeySchema),
  }),
  countries: z.record(recordKeySchema, countryRowSchema),
  former: z.strictObject({ states: z.record(recordKeySchema, formerRowSchema), renamed: z.array(recordKeySchema) }),
  successions: z.array(
    z.strictObject({
      of: recordKeySchema,
      source: recordKeySchema,
      to: z.record(recordKeySchema, edtfTextSchema.nullable()),
    }),
  ),
  groups: z.strictObject({
    organizations: z.record(
      recordKeySchema,
      z.strictObject({
        name: z.string().min(1),
        sources: z.array(recordKeySchema).min(1),
        aliases: z.array(z.string()).default([]),
        members: z.record(dayTextSchema, z.array(recordKeySchema).min(1)),
        left: z.record(recordKeySchema, dayTextSchema).default({}),
      }),
    ),
    regions: z.record(recordKeySchema, z.record(languageSchema, z.string().min(1))),
  }),
};

type TableName = keyof typeof tableSchemas;
export type Table<N extends TableName> = z.output<(typeof tableSchemas)[N]>;
export type CountryRow = z.output<typeof countryRowSchema>;
export type FormerRow = z.output<typeof formerRowSchema>;
export type NameRow = z.output<typeof nameRowSchema>;
export type CountryStatus = (typeof countryStatuses)[number];

const folder = new URL('../../../data/reference/', import.meta.url);

/** Returns the path of a table relative to the project root, as used in input locations. */
export const getTablePath = (name: TableName): string => `data/reference/${name}.yaml`;

/** Reads a table of `data/reference`. Throws if it is invalid, because the tables ship with the project. */
export const readTable = <N extends TableName>(name: N): Table<N> =>
  readReferenceFile(name, tableSchemas[name]) as Table<N>;

export function readReferenceFile<Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(parse(readFileSync(new URL(`${name}.yaml`, folder), 'utf8')));
  if (!parsed.success) throw new Error(`data/reference/${name}.yaml: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
