import { hash } from 'node:crypto';

/** Returns the same digest for equal content, regardless of the order of fields. */
export const hashContent = (content: unknown): string => hash('sha256', JSON.stringify(sortFields(content)));

/** Copies JSON with the fields of all objects sorted. */
function sortFields(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sortFields);
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(compareFields)
      .map(([name, item]) => [name, sortFields(item)]),
  );
}

type Field = readonly [name: string, value: unknown];

/** Sorts as Array.sort does by default, which compares the text of both: the stored digests were computed in this order. */
const compareFields = (a: Field, b: Field): number => (`${a[0]},` < `${b[0]},` ? -1 : 1);
