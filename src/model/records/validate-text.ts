import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** Returns an issue if the URL of a record has credentials, or characters that are unsafe in HTML and in shells. */
export function validateUrl(record: { url?: string | undefined } | object): Issue[] {
  const url = 'url' in record ? record.url : undefined;
  const message = url === undefined ? undefined : findUrlProblem(url);
  return message === undefined ? [] : [{ code: 'custom', path: ['url'], message, input: url }];
}

function findUrlProblem(url: string): string | undefined {
  const { username, password } = new URL(url);
  if (username !== '' || password !== '')
    return 'A URL must not contain a user name or a password. Remove the part before the @.';
  const [character] = /["'`<>\\\s\p{Cc}]/u.exec(url) ?? [];
  return character === undefined
    ? undefined
    : `A URL must not contain ${JSON.stringify(character)}. Write ${encodeCharacter(character)} instead.`;
}

const encodeCharacter = (character: string): string => (character === "'" ? '%27' : encodeURIComponent(character));

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
