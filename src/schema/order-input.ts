import { builder } from './builder.ts';
import { enumOf, orderDirections } from './enums.ts';
import type { SortFields } from './plan/sort-order.ts';

/** Defines the input type of a sort order. */
export function defineOrderInput<R>(
  name: string,
  pluralName: string,
  { fields, default: { direction } }: SortFields<R>,
) {
  const values = Object.entries(fields).map(([field, { description }]) => [field, { description }] as const);
  const Field = builder.enumType(`${name}OrderField`, {
    description: `A field to sort ${pluralName} by.`,
    values: Object.fromEntries(values),
  });
  return builder.inputType(`${name}Order`, {
    description: `A sort order of ${pluralName}.`,
    fields: (t) => ({
      field: t.field({ type: Field, required: true, description: 'The field to sort by.' }),
      direction: t.field({
        type: enumOf(orderDirections),
        required: true,
        defaultValue: direction,
        description: 'The sort direction.',
      }),
    }),
  });
}
