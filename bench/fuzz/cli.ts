import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSchema } from 'graphql';
import { Random } from '../src/random.ts';
import { drawRequest, type FuzzRequest } from './requests.ts';
import { type FuzzResponse, send } from './send.ts';
import { type FuzzedServer, startServer } from './server.ts';

const usage = `Usage: npm run fuzz -- [flags]

Sends random queries, mutations, malformed bodies and bytes to a new server. Fails if a response has
the code INTERNAL or a status of 500 or more other than 503, or if the server ends.

  --requests <n>     Number of requests (default: 3000).
  --seed <n>         Seed of the requests (default: 1).
  --only <n>         Send only this request of the seed, and print it.
  --connections <n>  Requests in flight (default: 8).
`;

interface Failure {
  index: number;
  request: FuzzRequest;
  reason: string;
}

const { values: flags } = parseArgs({
  options: {
    requests: { type: 'string', default: '3000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    connections: { type: 'string', default: '8' },
    help: { type: 'boolean', default: false },
  },
});

if (flags.help) process.stdout.write(usage);
else process.exitCode = await run();

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function run(): Promise<number> {
  const schema = buildSchema(readFileSync(join(import.meta.dirname, '..', '..', 'schema.graphql'), 'utf8'));
  const [first, end] =
    flags.only === undefined ? [0, Number(flags.requests)] : [Number(flags.only), Number(flags.only) + 1];
  await using server = await startServer();
  const failures: Failure[] = [];
  const counts = new Map<string, number>();
  let next = first;
  let maxMemory = 0;
  const work = async (): Promise<void> => {
    while (next < end && server.isRunning()) {
      const index = next++;
      // Each request has its own seed, so that one can be repeated alone.
      const request = drawRequest(new Random(Number(flags.seed) * 1_000_003 + index), schema, server.token);
      if (flags.only !== undefined) print(describe(request, Infinity));
      const outcome = await send(server.port, request).catch((error: unknown) => String(error));
      const reason = typeof outcome === 'string' ? outcome : findFault(outcome, server);
      if (reason !== undefined) failures.push({ index, request, reason });
      const name = `${'bytes' in request ? 'socket' : request.kind} ${typeof outcome === 'string' ? 'failed' : outcomeName(outcome)}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
      if (flags.only !== undefined && typeof outcome !== 'string') print(outcome.body.slice(0, 2_000));
      if (index % 500 === 499) {
        maxMemory = Math.max(maxMemory, server.readMemory() ?? 0);
        process.stderr.write(`${index + 1} requests, ${failures.length} failures, ${server.readMemory() ?? '?'} MB\n`);
      }
    }
  };
  await Promise.all(Array.from({ length: Number(flags.connections) }, work));
  const hasCrashed = !server.isRunning();
  for (const [name, count] of [...counts].toSorted()) print(`${String(count).padStart(7)}  ${name}`);
  for (const { index, request, reason } of failures.slice(0, 20))
    print(`\nRequest ${index} (--seed ${flags.seed} --only ${index}): ${reason}\n${describe(request, 1_500)}`);
  print(
    `\n${next - first} requests, ${failures.length} failures${hasCrashed ? ', and the server ended' : ''}; at most ${maxMemory} MB.`,
  );
  return failures.length > 0 || hasCrashed ? 1 : 0;
}

/** Returns what is wrong with a response. */
function findFault({ status, body }: FuzzResponse, server: FuzzedServer): string | undefined {
  if (status !== undefined && status >= 500 && status !== 503) return `Status ${status}: ${body.slice(0, 500)}`;
  if (!body.includes('"INTERNAL"')) return undefined;
  const [, id] = /"requestId":"([^"]+)"/.exec(body) ?? [];
  return `INTERNAL: ${server.causes.get(id ?? '') ?? 'the log has no cause yet'}`;
}

function outcomeName({ status, body }: FuzzResponse): string {
  const [, code] = /"extensions":\{[^{}]*"code":"([A-Z_]+)"/.exec(body) ?? [];
  return `${status ?? 'no response'}${code === undefined ? '' : ` ${code}`}`;
}

function describe(request: FuzzRequest, maxLength: number): string {
  const text =
    'bytes' in request
      ? Buffer.from(request.bytes).toString('latin1')
      : JSON.stringify({ ...request, body: request.body?.toString() });
  return text.slice(0, maxLength);
}
