import type { FieldMapping, SimpleFieldMapping } from './mapping-fields.ts';
import type { RowState } from './row-state.ts';

/** Chooses how a field is read by the cell of another column. Rejects the row if the mapping has no case for it. */
export function chooseCase(state: RowState, mapped: FieldMapping): SimpleFieldMapping | undefined {
  if (typeof mapped === 'string' || !('by' in mapped)) return mapped;
  const cell = state.getCell(mapped.by);
  const found = Object.entries(mapped.cases).find(([one]) => one.toLowerCase() === cell.toLowerCase());
  if (found) return found[1] ?? undefined;
  if (mapped.otherwise !== undefined) return mapped.otherwise ?? undefined;
  return state.fail(
    mapped.by,
    cell,
    `"${cell}" has no case in the mapping, only ${Object.keys(mapped.cases)
      .map((one) => `"${one}"`)
      .join(', ')}.`,
  );
}
