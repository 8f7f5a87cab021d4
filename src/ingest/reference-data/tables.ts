import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { source } from '../../model/nouns/source.ts';
import { daySchema, fuzzyDateSchema, languageSchema, recordKeySchema } from '../../model/records/field-schemas.ts';
import { affiliationStatuses, countryStatuses, nameKinds } from '../../model/vocabulary.ts';

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
  start: dayTextSchema.optional(),
  end: dayTextSchema.optional(),
});

const periodShape = { start: edtfTextSchema.optional(), end: edtfTextSchema.optional() };

const countryShape = {
  name: z.string().min(1).optional(),
  ...periodShape,
  /** Instead of `start` and `end`, for a country that existed several times. */
  periods: z.array(z.strictObject(periodShape)).min(2).optional(),
  /** One source, or several for what one alone does not say. */
  source: z
    .union([recordKeySchema, z.array(recordKeySchema).min(1)])
    .default('cia-factbook')
    .transform((keys) => [keys].flat()),
  aliases: z.array(z.string().min(1)).default([]),
  names: z
    .array(nameRowSchema)
    .default([])
    .refine((rows) => new Set(rows.map(({ text }) => text)).size === rows.length, 'The same name is listed twice.'),
};

const countryRowSchema = z.strictObject({ ...countryShape, not: z.array(z.string()).default([]) });
const formerRowSchema = z.strictObject({
  ...countryShape,
  m49: z.string().length(3).optional(),
  status: z.enum(countryStatuses).default('FORMER'),
  /** What sources say of the status, if they disagree. */
  claims: z
    .array(z.strictObject({ source: recordKeySchema, status: z.enum(countryStatuses), reason: z.string().min(1) }))
    .default([]),
});

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
  groups: z.record(recordKeySchema, z.record(languageSchema, z.string().min(1))),
};

/** The first day, or the first and the last one with a slash: `1973`, `1973/1992-12`. */
const periodTextSchema = z
  .string()
  .refine(
    (text) => text.split('/').length <= 2 && text.split('/').every((date) => fuzzyDateSchema.safeParse(date).success),
    'A period must be an EDTF date, or two with a slash.',
  );
const partiesByPeriodSchema = z.record(periodTextSchema, z.array(recordKeySchema).min(1));
const sourceKeysSchema = z.array(recordKeySchema).min(1);

const organizationSchema = z.strictObject({
  name: z.string().min(1),
  aliases: z.array(z.string()).default([]),
  sources: sourceKeysSchema,
  checkedUntil: dayTextSchema,
  note: z.string().min(1).optional(),
  members: partiesByPeriodSchema,
  affiliations: z
    .strictObject({
      sources: sourceKeysSchema,
      ...(Object.fromEntries(affiliationStatuses.map((status) => [status, partiesByPeriodSchema.optional()])) as Record<
        (typeof affiliationStatuses)[number],
        z.ZodOptional<typeof partiesByPeriodSchema>
      >),
    })
    .optional(),
});

type TableName = keyof typeof tableSchemas;
export type Table<N extends TableName> = z.output<(typeof tableSchemas)[N]>;
export type CountryRow = z.output<typeof countryRowSchema>;
export type FormerRow = z.output<typeof formerRowSchema>;
export type NameRow = z.output<typeof nameRowSchema>;
export type OrganizationFile = z.output<typeof organizationSchema>;
export type CountryStatus = (typeof countryStatuses)[number];

const folder = new URL('../../../data/reference/', import.meta.url);

/** Returns the path of a table relative to the project root, as used in input locations. */
export const getTablePath = (name: TableName): string => `data/reference/${name}.yaml`;

/** Reads a table of `data/reference`. Throws if it is invalid, because the tables ship with the project. */
export const readTable = <N extends TableName>(name: N): Table<N> =>
  readReferenceFile(name, tableSchemas[name]) as Table<N>;

const organizationFolder = 'groups';
export const getOrganizationPath = (key: string): string => `data/reference/${organizationFolder}/${key}.yaml`;

/** Reads the organizations in `data/reference/groups`, one file each, by key. */
export function readOrganizations(): [key: string, organization: OrganizationFile][] {
  return readdirSync(new URL(organizationFolder, folder))
    .toSorted()
    .map((file) => file.replace(/\.yaml$/, ''))
    .map((key) => [key, readReferenceFile(`${organizationFolder}/${key}`, organizationSchema)]);
}

export function readReferenceFile<Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(parse(readFileSync(new URL(`${name}.yaml`, folder), 'utf8')));
  if (!parsed.success) throw new Error(`data/reference/${name}.yaml: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
