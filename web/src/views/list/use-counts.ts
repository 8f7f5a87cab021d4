import type { TypedDocument } from '@chancery/sdk';
import { request } from '../../api/client.ts';
import { type QueryState, useAsyncData } from '../../api/use-query.ts';

interface ListCount {
  readonly totalCount: number;
  readonly possibleCount?: number;
}

/** Counts a list once for each filter, in one request. Counts are requested apart from rows, which they would delay. */
export function useCounts(
  { field, filterType }: { field: string; filterType: string },
  filters: readonly object[] | null,
  { withPossible = false }: { withPossible?: boolean } = {},
): QueryState<readonly ListCount[]> {
  const query = buildCountQuery(field, filterType, filters?.length ?? 0, withPossible);
  const key = filters && JSON.stringify([query, filters]);
  return useAsyncData(key, async (signal) => {
    const variables = Object.fromEntries((filters ?? []).map((filter, index) => [`filter${index}`, filter]));
    const data = await request<Record<string, ListCount>, object>(
      query as unknown as TypedDocument<Record<string, ListCount>, object>,
      variables,
      { signal },
    );
    return Object.values(data);
  });
}

function buildCountQuery(field: string, filterType: string, length: number, withPossible: boolean): string {
  const indexes = [...Array(length).keys()];
  const variables = indexes.map((index) => `$filter${index}: ${filterType}`).join(', ');
  const selection = withPossible ? 'totalCount possibleCount' : 'totalCount';
  const fields = indexes.map((index) => `count${index}: ${field}(filter: $filter${index}) { ${selection} }`);
  return `query Counts(${variables}) {\n  ${fields.join('\n  ')}\n}`;
}
