const numbers = new WeakMap<object, number>();
let seen = 0;

/** A part of a document and the day, as text: names may be meant as of today. What is kept by it does not hold the document. */
export function nodeKey(node: object): string {
  const number = numbers.get(node) ?? ++seen;
  numbers.set(node, number);
  return `${number} ${Math.floor(Date.now() / 86_400_000)}`;
}
