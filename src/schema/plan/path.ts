/** Where a value stands among arguments: `filter.host.code.eq`; the first place, where there are several. */
export function pathTo(value: unknown, within: unknown): string | undefined {
  if (isSame(value, within)) return '';
  if (typeof within !== 'object' || within === null) return undefined;
  for (const [name, inner] of Object.entries(within)) {
    const rest = pathTo(value, inner);
    if (rest !== undefined) return rest === '' ? name : `${name}.${rest}`;
  }
  return undefined;
}

const isSame = (one: unknown, other: unknown): boolean =>
  one === other ||
  (Array.isArray(one) && Array.isArray(other) && one.length === other.length && one.every((item, at) => item === other[at]));
