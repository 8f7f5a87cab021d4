import { YAMLError } from 'yaml';
import { badInput, ChanceryError } from '../model/errors.ts';
import { isNestedDeeperThan, maxRecordDepth } from '../model/nesting.ts';
import { formatFieldError } from '../model/validation-messages.ts';
import { explainConstraintError } from '../store/explain-constraint-error.ts';

export const getErrorMessage = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Returns why a record was rejected. Rethrows errors that are not about the record, such as a full disk. */
export function getRejectionReason(error: unknown): string {
  const reason = error instanceof ChanceryError ? formatFieldError(error) : explainConstraintError(error);
  if (reason === undefined) throw error;
  return reason;
}

/** Parses a line of JSON Lines. Throws BAD_INPUT if it is not JSON, or nested too deeply to be processed. */
export function parseJsonLine(text: string): unknown {
  const value = parseJson(text);
  if (isNestedDeeperThan(maxRecordDepth, value)) throw badInput(tooDeepMessage);
  return value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badInput(`The line is not JSON: ${getErrorMessage(error)}`);
  }
}

/** Whether the parser of YAML, which recurses, stopped before its stack was exhausted. */
export const isTooDeepYaml = (error: unknown): boolean =>
  error instanceof YAMLError && error.code === 'RESOURCE_EXHAUSTION';

export const tooDeepMessage = `It is nested too deeply: lists and mappings can have at most ${maxRecordDepth} levels.`;
