/** One page of a list, as every connection of the API has it. */
export interface Page<Row> {
  readonly nodes: readonly Row[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Every row of a list, page after page. `ask` fetches the page after a cursor. */
export async function* fetchAllPages<Row>(
  ask: (after: string | undefined) => Promise<Page<Row>>,
): AsyncGenerator<readonly Row[], void, undefined> {
  for (let after: string | undefined; ; ) {
    const { nodes, pageInfo } = await ask(after);
    yield nodes;
    if (!pageInfo.hasNextPage || pageInfo.endCursor === null) return;
    after = pageInfo.endCursor;
  }
}
