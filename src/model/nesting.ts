/** The maximum depth of lists and mappings in a record. None needs more than ten levels. */
export const maxRecordDepth = 100;

/**
 * Returns whether a value from outside, such as parsed JSON, has more than `maximum` levels of lists and objects, which
 * could exceed the call stack of the functions that process it. Iterative for the same reason.
 */
export function isNestedDeeperThan(maximum: number, value: unknown): boolean {
  const pending: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  for (let part = pending.pop(); part; part = pending.pop()) {
    if (typeof part.value !== 'object' || part.value === null) continue;
    const depth = part.depth + 1;
    if (depth > maximum) return true;
    for (const inner of Object.values(part.value)) if (typeof inner === 'object') pending.push({ value: inner, depth });
  }
  return false;
}
