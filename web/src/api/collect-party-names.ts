/** The names of all parties that an answer tells of, by their keys, in order, wherever in it they stand. */
export function collectPartyNames(answer: unknown, names = new Map<string, string>()): Map<string, string> {
  if (typeof answer !== 'object' || answer === null) return names;
  if ('key' in answer && 'name' in answer && typeof answer.key === 'string' && typeof answer.name === 'string')
    names.set(answer.key, answer.name);
  for (const one of Object.values(answer)) collectPartyNames(one, names);
  return names;
}
