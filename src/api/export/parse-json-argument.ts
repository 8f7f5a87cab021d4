import { badInput } from '../../model/errors.ts';
import { isNestedDeeperThan } from '../../model/nesting.ts';
import { maxJsonDepth, tooDeepJsonError } from '../limits.ts';
import { previewValue } from '../preview-value.ts';

const examples = {
  filter: '{"host": {"code": {"eq": "KZ"}}}',
  orderBy: '[{"field": "START", "direction": "ASC"}]',
};
export type JsonArgument = keyof typeof examples;

/** Parses an argument of a list that is JSON. `label` is its name where it was given: `orderBy` or `--order-by`. */
export function parseJsonArgument(argument: JsonArgument, text: string | undefined, label: string = argument): unknown {
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badInput(`${label} must be JSON, such as ${examples[argument]} (got ${previewValue(text)}).`, argument);
  }
  if (isNestedDeeperThan(maxJsonDepth, value)) throw tooDeepJsonError();
  return value;
}
