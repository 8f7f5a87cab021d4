/** Collects the names of all parties in a query result, by key, in order of appearance. */
export function collectPartyNames(data: unknown, names = new Map<string, string>()): Map<string, string> {
  if (typeof data !== 'object' || data === null) return names;
  if ('key' in data && 'name' in data && typeof data.key === 'string' && typeof data.name === 'string')
    names.set(data.key, data.name);
  for (const value of Object.values(data)) collectPartyNames(value, names);
  return names;
}
