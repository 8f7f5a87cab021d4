const nodeIds = new WeakMap<object, number>();
let lastNodeId = 0;

/** A part of a document and the day, as text: names may be meant as of today. What is kept by it does not hold the document. */
export function buildCacheKey(node: object): string {
  const number = nodeIds.get(node) ?? ++lastNodeId;
  nodeIds.set(node, number);
  return `${number} ${Math.floor(Date.now() / 86_400_000)}`;
}
