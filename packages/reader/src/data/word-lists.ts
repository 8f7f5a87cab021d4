export const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);
export const phrases = (text: string): string[] =>
  text
    .split(',')
    .map((phrase) => phrase.trim().replace(/\s+/g, ' '))
    .filter(Boolean);
export const table = <V extends string>(text: string): Record<string, V> =>
  Object.fromEntries(
    text
      .split('\n')
      .map((line) => line.split(':').map((part) => part.trim()))
      .flatMap(([value, keys]) => (value && keys ? phrases(keys).map((key) => [key, value as V]) : [])),
  );
