import { getRejectionReason } from './rejection-reason.ts';

/** Applies `apply` to items until no further one succeeds. Returns the successful ones in their original order. */
export function applyUntilStable<T>(items: readonly T[], apply: (item: T) => void): T[] {
  const remaining = new Set(items);
  for (let previousCount = -1; remaining.size !== previousCount; ) {
    previousCount = remaining.size;
    for (const item of remaining) {
      try {
        apply(item);
        remaining.delete(item);
      } catch (error) {
        getRejectionReason(error);
      }
    }
  }
  return items.filter((item) => !remaining.has(item));
}
