import { hash } from 'node:crypto';

/** The same digest for the same content, in whatever order its fields were written. */
export const hashContent = (content: unknown): string =>
  hash(
    'sha256',
    JSON.stringify(content, (_, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).toSorted())
        : value,
    ),
  );
