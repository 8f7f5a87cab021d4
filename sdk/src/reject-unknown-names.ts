import { InvalidInputError } from './errors.ts';

/**
 * Throws for each name that is not known, because a misspelt option would have no effect. Undefined values are ignored.
 * `kind`: what a name is, in words.
 */
export function rejectUnknownNames(values: unknown, knownNames: readonly string[], kind: string): void {
  for (const [name, value] of Object.entries(values ?? {})) {
    if (value === undefined || knownNames.includes(name)) continue;
    const differences = knownNames.map((known) => countDifferentLetters(name.toLowerCase(), known.toLowerCase()));
    const nearest = Math.min(...differences, Math.max(2, name.length * 0.4));
    const similar = knownNames.filter((_known, index) => differences[index] === nearest).map((known) => `"${known}"`);
    const suggestion = similar.length > 0 ? ` Did you mean ${similar.join(' or ')}?` : '';
    const message = `"${name}" is not ${kind}.${suggestion} Known: ${knownNames.join(', ') || 'none'}.`;
    throw new InvalidInputError('BAD_INPUT', message, {
      errors: [{ message, extensions: { code: 'BAD_INPUT', field: name } }],
    });
  }
}

/** Counts the letters that only one of two names has. Misspellings often have the same letters in another order. */
function countDifferentLetters(left: string, right: string): number {
  let rest = right;
  let count = 0;
  for (const letter of left) {
    if (!rest.includes(letter)) count += 1;
    rest = rest.replace(letter, '');
  }
  return count + rest.length;
}
