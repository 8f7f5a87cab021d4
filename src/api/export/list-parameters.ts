import { type DocumentNode, GraphQLError, getOperationAST } from 'graphql';
import { badInput } from '../../model/errors.ts';
import { suggestName } from '../../model/find-nearest-name.ts';
import { isNestedDeeperThan } from '../../model/nesting.ts';
import { schema } from '../../schema/index.ts';
import { measureOperation } from '../cost.ts';
import { findLimitViolation, type Limits, maxJsonDepth, tooDeepJsonError } from '../limits.ts';
import type { ListArguments } from '../list-reader.ts';
import { previewValue } from '../preview-value.ts';

/** Returns the parameters of a query string. Throws BAD_INPUT for one that is not accepted, or is given twice. */
export function readParameters<Name extends string>(
  search: URLSearchParams,
  accepted: readonly Name[],
): Partial<Record<Name, string>> {
  const values: Partial<Record<Name, string>> = {};
  for (const [name, value] of search) {
    const parameter = accepted.find((each) => each === name);
    if (!parameter)
      throw badInput(
        `${previewValue(name)} is no parameter.${suggestName(name, accepted)} Use ${accepted.join(', ')}.`,
        name,
      );
    if (values[parameter] !== undefined) throw badInput(`${parameter} is given twice. Give it once.`, parameter);
    values[parameter] = value;
  }
  return values;
}

const examples = {
  filter: '{"host": {"code": {"eq": "KZ"}}}',
  orderBy: '[{"field": "START", "direction": "ASC"}]',
} as const;

/** Parses the value of a parameter as JSON. `label` is its name where it was given: `orderBy` or `--order-by`. */
export function parseJson(name: keyof typeof examples, text: string | undefined, label: string = name): unknown {
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badInput(`${label} must be JSON, such as ${examples[name]} (got ${previewValue(text)}).`, name);
  }
  if (isNestedDeeperThan(maxJsonDepth, value)) throw tooDeepJsonError();
  return value;
}

/** Parses the value of a parameter as a whole number. */
export function parseNumber(
  name: string,
  text: string | undefined,
  minimum: number,
  maximum = Infinity,
): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : -1;
  if (value >= minimum && value <= maximum) return value;
  const range = maximum === Infinity ? `from ${minimum}` : `from ${minimum} to ${maximum}`;
  throw badInput(`${name} must be a whole number ${range} (got ${previewValue(text)}).`, name);
}

/** Filters have the same limits as in the API. */
export function assertWithinLimits(document: DocumentNode, args: ListArguments, limits: Limits): void {
  const operation = getOperationAST(document);
  if (!operation) throw new GraphQLError('The document has no operation.');
  const metrics = measureOperation(schema, document, operation, { ...args, first: 1 }, limits.fields);
  const violation = findLimitViolation(metrics, limits);
  if (violation) throw violation;
}
