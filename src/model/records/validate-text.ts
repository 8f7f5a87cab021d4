import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** Returns an issue for each text that is blank or has characters that SQLite or UTF-8 cannot represent. */
export function validateTexts(value: unknown, path: readonly PropertyKey[] = []): Issue[] {
  if (typeof value === 'string') {
    const message = findTextProblem(value);
    return message === undefined ? [] : [{ code: 'custom', path: [...path], message, input: value }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    validateTexts(inner, [...path, Array.isArray(value) ? Number(name) : name]),
  );
}

function findTextProblem(text: string): string | undefined {
  if (text !== '' && text.trim() === '') return 'It is blank. Give text, or omit it.';
  if (text.includes('\0')) return 'It contains a NUL character. Remove it.';
  if (!text.isWellFormed())
    return 'It contains a lone surrogate (half a character), which UTF-8 cannot represent. Write the complete character.';
  return undefined;
}
