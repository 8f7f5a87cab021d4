const nodeIds = new WeakMap<object, number>();
let lastNodeId = 0;

/** Returns a key for a part of a document and the current day, on which names depend. Does not retain the document. */
export function buildCacheKey(node: object): string {
  const number = nodeIds.get(node) ?? ++lastNodeId;
  nodeIds.set(node, number);
  return `${number} ${Math.floor(Date.now() / 86_400_000)}`;
}
