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

/** "crude oil=HS-2709, gold=HS-7108, steel" */
export const pairs = (text: string): Record<string, string> =>
  Object.fromEntries(
    phrases(text)
      .map((entry) => entry.split('='))
      .map(([key = '', value = '']) => [key, value]),
  );

/** Each phrase before each of the words: "arrived" with "in" and "at". */
export const before = (following: string, text: string): string[] =>
  phrases(text).flatMap((phrase) => words(following).map((word) => `${phrase} ${word}`));
