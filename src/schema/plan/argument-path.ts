/** Where a part of the arguments stands among them: `filter.host.code`. */
export function findArgumentPath(part: object, within: unknown): string | undefined {
  if (within === part) return '';
  if (typeof within !== 'object' || within === null) return undefined;
  for (const [name, inner] of Object.entries(within)) {
    const rest = findArgumentPath(part, inner);
    if (rest !== undefined) return rest === '' ? name : `${name}.${rest}`;
  }
  return undefined;
}
