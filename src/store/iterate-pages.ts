export const pageSize = 500;

/** Yields the rows of a query that is read in pages of `size`, each after the last row of the page before. */
export async function* iteratePages<Row>(
  readPage: (last: Row | undefined) => Promise<Row[]>,
  size = pageSize,
): AsyncGenerator<Row> {
  let page: Row[] = [];
  do {
    page = await readPage(page.at(-1));
    yield* page;
  } while (page.length === size);
}
