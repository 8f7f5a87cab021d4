import { hash } from 'node:crypto';

/** Returns the same digest for equal content, regardless of the order of fields. */
export const hashContent = (content: unknown): string =>
  hash(
    'sha256',
    JSON.stringify(content, (_, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).toSorted())
        : value,
    ),
  );
