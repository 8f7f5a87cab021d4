/** Returns the path of an object within the arguments: `filter.host.code`; undefined if it is not among them. */
export function findArgumentPath(part: object, within: unknown): string | undefined {
  if (within === part) return '';
  if (typeof within !== 'object' || within === null) return undefined;
  for (const [name, inner] of Object.entries(within)) {
    const rest = findArgumentPath(part, inner);
    if (rest !== undefined) return rest === '' ? name : `${name}.${rest}`;
  }
  return undefined;
}
