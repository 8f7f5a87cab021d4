import { z } from 'zod';
import { badInput } from '../../model/errors.ts';
import { formatIssues } from '../../model/validation-messages.ts';
import { maxBatchSize } from './manifest.ts';

const maxTextLength = 1_000;
const text = () => z.string().max(maxTextLength);
const maxListLength = 50;

const propertyValueSchema = z.union([
  text(),
  z.number(),
  z.boolean(),
  z.object({ id: text(), name: text().optional() }),
]);
const querySchema = z
  .strictObject({
    query: text().optional(),
    type: z.union([text(), z.array(text()).max(maxListLength)]).optional(),
    limit: z.number().optional(),
    properties: z
      .array(
        z.object({
          pid: text(),
          v: z.union([propertyValueSchema, z.array(propertyValueSchema).max(maxListLength)]),
        }),
      )
      .max(maxListLength)
      .optional(),
    type_strict: z.enum(['any', 'should', 'all']).optional(),
  })
  .refine(({ query, properties = [] }) => query !== undefined || properties.length > 0, {
    error: 'A query requires `query` or `properties`.',
  });
export type ReconcileQuery = z.output<typeof querySchema>;

const batchSchema = z.record(text(), querySchema).refine((batch) => Object.keys(batch).length <= maxBatchSize, {
  error: `A batch has at most ${maxBatchSize} queries.`,
});
const extensionSchema = z.object({
  ids: z.array(text()).max(maxBatchSize),
  properties: z.array(z.object({ id: text(), settings: z.unknown().optional() })).max(maxListLength),
});
export type ExtensionQuery = z.output<typeof extensionSchema>;

/** Parses a batch of queries, which is JSON in a form, or a part of a JSON body. */
export const parseQueries = (value: unknown): Record<string, ReconcileQuery> =>
  parseWith(batchSchema, value, 'queries');
export const parseExtension = (value: unknown): ExtensionQuery => parseWith(extensionSchema, value, 'extend');

function parseWith<T>(schema: z.ZodType<T>, value: unknown, name: string): T {
  const json = typeof value === 'string' ? parseJson(value, name) : value;
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw badInput(`"${name}" is not valid: ${formatIssues(parsed.error.issues, json)}`, name);
}

function parseJson(json: string, name: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw badInput(`"${name}" is not valid JSON.`, name);
  }
}
