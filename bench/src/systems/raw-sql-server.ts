import { createServer } from 'node:http';
import Sqlite from 'better-sqlite3';
import { registerSqlFunctions } from '../../../src/db/sql-functions.ts';
import type { Variables } from '../queries/bench-query.ts';
import { queries } from '../queries/index.ts';
import { serveInProcesses } from './serve-in-processes.ts';

/** The upper limit for this database: node:http alone, with one prepared statement per request that returns the response. */
const [, , path = '', port = '0', processes = '1'] = process.argv;

await serveInProcesses(Number(processes), (listening) => {
  const db = new Sqlite(path, { readonly: true });
  registerSqlFunctions(db);
  db.pragma('mmap_size = 268435456');
  db.pragma('cache_size = -32768');
  const routes = new Map(
    queries.map(({ name, limit, limitParameters: parameters }) => {
      // As in the API: SQLite would plan a statement with plain parameters again for each execution.
      const statement = db.prepare<Variables, string>(limit.replaceAll(/@\w+/g, 'coalesce($&, NULL)')).pluck();
      return [`/${name}`, (variables: Variables) => statement.get(parameters?.(variables) ?? variables)];
    }),
  );
  createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const data = routes.get(request.url ?? '')?.((JSON.parse(body) as { variables: Variables }).variables);
    const text = `{"data":${data ?? 'null'}}`;
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
      .end(text);
  }).listen(Number(port), '127.0.0.1', listening);
});
