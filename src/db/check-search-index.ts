import { openConnection } from './open-connection.ts';

/**
 * Returns whether the full-text table `search` agrees with `documents`. The check of FTS5 is issued as a write, so it runs
 * on a temporary copy of the index.
 */
export function isSearchIndexIntact(path: string): boolean {
  const client = openConnection(path, { readonly: true });
  try {
    // The tables of the index can only be filled in unsafe mode; only the temporary ones are.
    client.unsafeMode(true);
    const definition = client.prepare<[], string>("SELECT sql FROM sqlite_schema WHERE name = 'search'").pluck().get();
    client.exec(definition?.replace(/^CREATE VIRTUAL TABLE `?search`?/, 'CREATE VIRTUAL TABLE temp.search') ?? '');
    for (const part of ['data', 'idx', 'docsize', 'config'])
      client.exec(`DELETE FROM temp.search_${part}; INSERT INTO temp.search_${part} SELECT * FROM main.search_${part}`);
    client.exec('CREATE TEMP VIEW indexed_documents AS SELECT * FROM main.indexed_documents');
    client.exec("INSERT INTO temp.search (search, rank) VALUES ('integrity-check', 1)");
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CORRUPT')) return false;
    throw error;
  } finally {
    client.close();
  }
}
