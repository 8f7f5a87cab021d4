import type { z } from 'zod';
import type { ChanceryError } from './errors.ts';
import { describeUnknownKeys } from './nouns/unknown-keys.ts';
import { formatExcessLength } from './text-limits.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** A validation error: the path in the record, a message with the expected form, and the value. */
interface ValidationError {
  path: string[];
  message: string;
  value: unknown;
}

/** Formats validation issues as one line, each with its path. */
export const formatIssues = (issues: readonly Issue[], record: unknown): string =>
  [
    ...new Set(
      toValidationErrors(issues, record).map(({ path, message }) =>
        path.length > 0 ? `${path.join('.')}: ${message}` : message,
      ),
    ),
  ].join(' ');

/** Converts validation issues to separate errors. */
export const toValidationErrors = (issues: readonly Issue[], record: unknown): ValidationError[] =>
  issues.flatMap((issue) => flattenIssue(issue, record));

/** Formats the file, line and key of a record, if known. */
export const formatLocation = ({ file, line, key }: { file: string; line?: number; key?: string }): string =>
  `${line === undefined ? file : `${file}:${line}`}${key === undefined ? '' : ` (${key})`}`;

export const formatFieldError = ({ field, message }: ChanceryError): string =>
  field === undefined ? message : `${field}: ${message}`;

function flattenIssue(issue: Issue, record: unknown, above: Path = []): ValidationError[] {
  const path = [...above, ...issue.path];
  const value = getValueAtPath(record, path);
  const nearest =
    issue.code === 'invalid_union' && !hasOwnMessage(issue)
      ? issue.errors.find((issues) => issues.some((inner) => inner.path.length > 0))
      : undefined;
  if (nearest) return nearest.flatMap((inner) => flattenIssue(inner, record, path));
  return [{ path: path.map(String), message: describeIssue(issue, value), value }];
}

/** Returns whether the message is that of the schema, and not a default of zod's unions. */
const hasOwnMessage = ({ message }: Issue): boolean => !message.startsWith('Invalid ');

function describeIssue(issue: Issue, value: unknown): string {
  if (issue.code === 'invalid_union' && hasOwnMessage(issue)) return `${formatValue(value)}: ${issue.message}`;
  const expected = describeExpected(issue);
  if (issue.code === 'unrecognized_keys')
    return hasOwnKeyMessage(issue) ? issue.message : describeUnknownKeys(issue.keys);
  if (issue.code === 'custom') return issue.message;
  if (issue.code === 'too_big' && issue.origin === 'string')
    return typeof value !== 'string'
      ? `It has more than ${Number(issue.maximum).toLocaleString('en')} characters.`
      : hasOwnLengthMessage(issue)
        ? issue.message
        : formatExcessLength(value, Number(issue.maximum));
  if (value === undefined) return `Missing${expected === undefined ? '' : `; expected ${expected}`}.`;
  return expected === undefined
    ? `${formatValue(value)}: ${issue.message}`
    : `${formatValue(value)} is not ${expected}.`;
}

function describeExpected(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_value':
      return `one of ${issue.values.join(', ')}`;
    case 'invalid_type':
      return typeLabels[issue.expected] ?? `a value of type ${issue.expected}`;
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? `one of ${issue.options.join(', ')}`
        : issue.errors
            .flatMap((issues) => issues.slice(0, 1).flatMap((inner) => describeExpected(inner) ?? []))
            .join(' or ');
    case 'too_small':
      return issue.origin === 'string'
        ? 'text of one character or more'
        : issue.origin === 'number'
          ? `at least ${issue.minimum}`
          : issue.message.startsWith('Too small')
            ? `a list of ${issue.minimum} or more`
            : undefined;
    case 'too_big':
      return issue.origin === 'number' ? `at most ${issue.maximum}` : undefined;
    default:
      return undefined;
  }
}

const hasOwnKeyMessage = ({ message }: Issue): boolean => !message.startsWith('Unrecognized key');
const hasOwnLengthMessage = ({ message }: Issue): boolean => !message.startsWith('Too big');

const typeLabels: Record<string, string> = {
  string: 'text',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

const maxValueLength = 60;

function formatValue(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > maxValueLength ? `${text.slice(0, maxValueLength)}…` : text;
}

/** Returns the value at a path of a record. */
export function getValueAtPath(record: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined,
    record,
  );
}
