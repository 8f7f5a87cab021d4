import type { z } from 'zod';
import { findNearestName } from '../find-nearest-name.ts';

/** Other words for the bounds of a period, which editors may expect. */
const synonyms: Readonly<Record<string, string>> = { from: 'start', since: 'start', until: 'end', to: 'end' };

/** Returns the error option of an object schema: it names unknown fields, and the one that was probably meant. */
export const explainUnknownKeys = (names: Iterable<string>) => {
  const known = [...names];
  return (issue: z.core.$ZodRawIssue): string | undefined =>
    issue.code === 'unrecognized_keys' ? describeUnknownKeys(issue.keys, known) : undefined;
};

/** Describes fields that do not exist. */
export function describeUnknownKeys(keys: readonly string[], known: readonly string[] = []): string {
  const meant = [...new Set(keys.flatMap((key) => suggestKey(key, known) ?? []))];
  const suggestion = meant.length > 0 ? ` Did you mean ${formatKeys(meant)}?` : '';
  return `There is no field ${formatKeys(keys)} here.${suggestion}`;
}

function suggestKey(key: string, known: readonly string[]): string | undefined {
  const synonym = synonyms[key];
  if (synonym !== undefined && known.includes(synonym)) return synonym;
  return findNearestName(key, known);
}

const formatKeys = (keys: readonly string[]): string => keys.map((key) => `"${key}"`).join(', ');
