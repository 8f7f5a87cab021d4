/** The words of remarks that mean the host: its names and adjectives, as the source and the record have them. */
export interface HostWords {
  /** The host as the source names it. */
  label: string;
  /** Matches a name or an adjective of the host, as part of another pattern. */
  pattern: string;
  /** Matches leaders of the host whom the remarks name without their country. */
  leaders?: RegExp;
}

const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Words of labels that do not tell one country from another. */
const genericWords = new Set(
  'Republic Federal People’s People Democratic United Kingdom States Islands Island South North East West New Saint Authority City Arab Union Holy'.split(
    ' ',
  ),
);

/** Creates the words from the label of the source and the names of the country, demonyms included. */
export function createHostWords(label: string, names: readonly string[]): HostWords {
  const labelWords = (label.match(/\p{Lu}[\p{L}’'-]{2,}/gu) ?? []).filter((word) => !genericWords.has(word));
  const words = new Set([label, ...labelWords, ...names.filter((name) => name.length > 1)]);
  // Longer words first: "South Korean" before "Korean".
  const alternatives = [...words].toSorted((a, b) => b.length - a.length).map(escapePattern);
  return { label, pattern: String.raw`(?<![\p{L}.])(?:${alternatives.join('|')})(?!\p{L})` };
}
