import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { serveInProcesses } from './serve-in-processes.ts';

/** Sends the recorded response to each request body. */
const [, , file = '', port = '0', processes = '1'] = process.argv;

await serveInProcesses(Number(processes), (listening) => {
  const responses = new Map(
    Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>).map(([body, text]) => [
      body,
      Buffer.from(text),
    ]),
  );
  createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const bytes = responses.get(body) ?? Buffer.from('{}');
    response
      .writeHead(200, {
        'content-type': 'application/graphql-response+json; charset=utf-8',
        'content-length': bytes.length,
      })
      .end(bytes);
  }).listen(Number(port), '127.0.0.1', listening);
});
