import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyTemplateDatabase } from '../helpers/temporary-database.ts';
import { createMcpClient, type McpClient, timeout } from '../mcp/in-process-client.ts';
import { cliPath, openCliSandbox } from './cli-sandbox.ts';

const place = openCliSandbox();
/** Runs commands that fail before they start anything in this process. */
const usage = openCliSandbox({ here: true });
beforeAll(() => copyTemplateDatabase(place.resolve('record.db')));
afterAll(() => {
  place[Symbol.dispose]();
  usage[Symbol.dispose]();
});

/** Makes the SDK's packages impossible to import, as if they were not installed. */
const withoutPackage = `--import=data:text/javascript,${encodeURIComponent(`import { registerHooks } from 'node:module';
registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith('@modelcontextprotocol/')) return next(specifier, context);
    throw Object.assign(new Error(\`Cannot find package '\${specifier}'\`), { code: 'ERR_MODULE_NOT_FOUND' });
  },
});`)}`;

const environment = () => ({
  PATH: process.env.PATH ?? '',
  CHANCERY_DB: place.resolve('record.db'),
  CHANCERY_DATA: 'dossier',
  LOG_LEVEL: 'warn',
});

/** Connects as older clients do, with "initialize", or as newer ones do. */
async function connect(
  transport: StdioClientTransport | StreamableHTTPClientTransport,
  mode: 'auto' | 'legacy' = 'auto',
): Promise<McpClient> {
  const client = new Client({ name: 'test', version: '1.0.0' }, { versionNegotiation: { mode } });
  await client.connect(transport, timeout);
  return createMcpClient(client, async () => {});
}

const connectStdio = (args: string[] = []): Promise<McpClient> =>
  connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [cliPath, 'mcp', ...args],
      env: environment(),
      stderr: 'inherit',
    }),
  );

const connectHttp = (url: string, mode?: 'auto' | 'legacy', headers: Record<string, string> = {}): Promise<McpClient> =>
  connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }), mode);

/** Asks who visited Kazakhstan in 2023, and returns the explorer's address from the permalink. */
async function askWhoVisitedKazakhstan(mcp: McpClient): Promise<string> {
  const { items } = await mcp.call('visits', { host: 'Kazakhstan', start: '2023', end: '2023' });
  expect(items).toMatchObject([
    {
      key: 'kz2023:V1',
      travellers: [{ name: 'Emmanuel Macron', office: 'President of France' }],
      permalink: expect.stringMatching(/\/entry\/kz2023:V1$/),
    },
  ]);
  expect(items[0].citations[0]).toMatchObject({
    source: { publisher: 'rnbo.org', date: '2023-11-01', url: 'https://rnbo.org/2023/11/01/83866.html' },
    quotes: expect.arrayContaining(['arrived in Kazakhstan']),
  });
  return items[0].permalink.replace('/entry/kz2023:V1', '');
}

describe('over stdio', () => {
  test('answers with citations and permalinks', async () => {
    await using mcp = await connectStdio();
    expect(await askWhoVisitedKazakhstan(mcp)).toBe('http://localhost:4000');
    const { tools } = await mcp.client.listTools();
    expect(tools).toHaveLength(8);
    const { items } = await mcp.call('statements', { speaker: 'Emmanuel Macron', text: 'vassal' });
    expect(items[0]).toMatchObject({ key: 'kz2023:S2', text: expect.stringContaining('refusing to be a vassal') });
    expect(await mcp.callForErrors('visits', { host: 'Kazakhztan' })).toMatchObject([
      { code: 'BAD_INPUT', field: 'host' },
    ]);
  });

  test('survives bad messages, answers each, and exits when stdin is closed', async () => {
    const child = startStdio();
    const { lines, stderr } = collect(child);
    const send = (message: unknown): void => {
      child.stdin?.write(`${typeof message === 'string' ? message : JSON.stringify(message)}\n`);
    };
    send('{"jsonrpc": "2.0", "id": 1, "method"');
    send('');
    send('null');
    send([{ jsonrpc: '2.0', id: 2, method: 'ping' }]);
    send({ id: 3, method: 'ping' });
    send(`"${'x'.repeat(5_000_000)}"`);
    send(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    send(Buffer.from([0xff, 0xfe, 0x00]).toString('latin1'));
    send({
      jsonrpc: '2.0',
      id: 4,
      method: 'initialize',
      params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
    });
    send({ jsonrpc: '2.0', method: 'notifications/initialized' });
    send({ jsonrpc: '2.0', id: 5, method: 'no/such/method' });
    send({ jsonrpc: '2.0', id: 6, method: 'tools/call', params: { name: 'nonsense', arguments: {} } });
    send({ jsonrpc: '2.0', id: 7, method: 'tools/call', params: { name: 'visits', arguments: 'none' } });
    send({ jsonrpc: '2.0', id: 8, method: 'tools/call', params: { name: 'entry', arguments: { key: 'kz2023:V1' } } });
    child.stdin?.end();
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    const messages = (await lines).map((line) => JSON.parse(line));
    const errorsWithoutId = messages.filter(({ id }) => id === null).map(({ error }) => error.code);
    expect(errorsWithoutId.sort()).toEqual([-32700, -32700, -32600, -32600, -32600, -32600].sort());
    const byId = new Map(messages.filter(({ id }) => id !== null).map((message) => [message.id, message]));
    expect(byId.get(3)).toMatchObject({ error: { code: -32600 } });
    expect(byId.get(4)).toMatchObject({ result: { serverInfo: { name: 'chancery' } } });
    expect(byId.get(5)).toMatchObject({ error: { code: -32601 } });
    expect(byId.get(6)).toMatchObject({ error: { code: -32602 } });
    expect(byId.get(7)).toMatchObject({ error: { code: expect.any(Number) } });
    expect(byId.get(8)).toMatchObject({ result: { structuredContent: { key: 'kz2023:V1' } } });
    for (const line of (await stderr).split('\n').filter((each) => each !== ''))
      expect(JSON.parse(line)).toHaveProperty('msg');
  });

  test('exits when the client no longer reads', async () => {
    const child = startStdio();
    child.stdout?.destroy();
    child.stdin?.write(
      `${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'raw', version: '1' } } })}\n`,
    );
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
  });

  test('exits on SIGTERM', async () => {
    const child = startStdio();
    const { stderr } = collect(child);
    child.stdin?.write('{}\n');
    await once(child.stdout ?? child, 'data');
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    expect(await stderr).not.toContain('unexpected');
  });
});

describe('over HTTP', () => {
  let server: Awaited<ReturnType<typeof place.serve>>;
  beforeAll(async () => {
    server = await place.serve({}, ['mcp', '--http']);
  });
  afterAll(() => server?.[Symbol.asyncDispose]());

  const post = (body: string, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<Response> =>
    fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
      body,
      ...(signal && { signal }),
    });

  test('answers with citations and permalinks, and serves the API', async () => {
    expect(server.url).toBe(`http://127.0.0.1:${server.port}/mcp`);
    for (const mode of ['auto', 'legacy'] as const) {
      await using mcp = await connectHttp(server.url, mode);
      expect(await askWhoVisitedKazakhstan(mcp)).toBe(`http://127.0.0.1:${server.port}`);
    }
    const response = await fetch(new URL('/graphql?query={__typename}', server.url), {
      headers: { accept: 'application/json' },
    });
    expect(await response.json()).toMatchObject({ data: { __typename: 'Query' } });
  });

  test('rejects foreign hosts and origins, and survives bad requests and clients that disconnect', async () => {
    const list = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
    expect((await post(list)).status).toBe(200);
    for (const origin of [`http://127.0.0.1:${server.port}`, 'http://localhost:6274'])
      expect((await post(list, { origin })).status).toBe(200);
    for (const origin of ['https://evil.example', 'http://93.184.216.34', 'null'])
      expect((await post(list, { origin })).status).toBe(403);
    expect(await requestAs('evil.example', server.url)).toBe(403);
    expect((await post('{"jsonrpc":')).status).toBe(400);
    expect((await post('[]')).status).toBe(400);
    expect((await post(`"${'x'.repeat(3_000_000)}"`)).status).toBe(413);
    for (const method of ['GET', 'PUT', 'OPTIONS']) expect((await fetch(server.url, { method })).status).toBe(405);
    expect((await fetch(new URL('/nowhere', server.url))).status).toBe(404);
    const disconnected = new AbortController();
    const call = { jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'entries', arguments: { first: 50 } } };
    const response = post(JSON.stringify(call), {}, disconnected.signal);
    disconnected.abort();
    await expect(response).rejects.toThrow();
    await using mcp = await connectHttp(server.url);
    await askWhoVisitedKazakhstan(mcp);
  });

  test('writes with the token of each client, or with its own on a loopback host', async () => {
    const { out } = await usage.run([
      'token',
      'create',
      '--holder',
      'Ada',
      '--json',
      '--db',
      place.resolve('record.db'),
    ]);
    const { token } = JSON.parse(out) as { token: string };
    const query = '{ viewer { holder } }';
    await using anonymous = await connectHttp(server.url);
    expect(await anonymous.call('query', { query })).toMatchObject({ data: { viewer: null } });
    await using ada = await connectHttp(server.url, 'auto', { authorization: `Bearer ${token}` });
    expect(await ada.call('query', { query })).toMatchObject({ data: { viewer: { holder: 'Ada' } } });
    await using own = await place.serve({ CHANCERY_TOKEN: token }, ['mcp', '--http']);
    await using user = await connectHttp(own.url);
    expect(await user.call('query', { query })).toMatchObject({ data: { viewer: { holder: 'Ada' } } });
    expect(JSON.stringify([server.log, own.log])).not.toContain(token);
  });

  test('is a server that --url can use; a server that has stopped is a tool error', async () => {
    const url = new URL('/graphql', server.url).href;
    await using mcp = await connectStdio(['--url', url]);
    expect(await askWhoVisitedKazakhstan(mcp)).toBe(`http://127.0.0.1:${server.port}`);
    expect(await mcp.callForErrors('query', { query: '{ visitz { key } }' })).toMatchObject([
      { code: 'GRAPHQL_VALIDATION_FAILED' },
    ]);
    server.sendSignal('SIGTERM');
    expect(await server.exitCode).toBe(0);
    expect(await mcp.callForErrors('visits')).toMatchObject([
      { code: 'UNAVAILABLE', message: expect.stringContaining(`There is no response from ${url}`) },
    ]);
  });
});

describe('rejects', () => {
  test.each<[string[], Record<string, string>, number, string]>([
    [
      ['--url', 'nowhere'],
      {},
      2,
      '--url is "nowhere". It must be a URL with http or https, such as https://example.org/graphql.',
    ],
    [
      ['--url', 'https://ada:secret@example.org/graphql'],
      {},
      2,
      '--url has a user name or a password. It must be a URL',
    ],
    [['--explorer', 'ftp://x'], {}, 2, '--explorer is "ftp://x". It must be a URL with http or https'],
    [['--token', 'a b'], {}, 2, 'The token has characters that no token has.'],
    [['--http', '--host', '0.0.0.0'], { CHANCERY_TOKEN: 'chancery_a_b' }, 2, '--token is for one user'],
    [[], { CHANCERY_DOCUMENTS: 'manifest' }, 2, '"mcp" sends documents that are not in the manifest.'],
    [['--workers', '2'], {}, 2, "error: unknown option '--workers'"],
    [
      [],
      { NODE_OPTIONS: withoutPackage },
      3,
      'UNAVAILABLE: "chancery mcp" needs the optional package @modelcontextprotocol/server',
    ],
  ])('%j', async (args, env, exitCode, message) => {
    const { code, out, err } = await (env.NODE_OPTIONS ? place : usage).run(['mcp', ...args], env);
    expect([code, out]).toEqual([exitCode, '']);
    expect(err).toContain(message);
    expect(err.trim().split('\n').length).toBeLessThanOrEqual(3);
  });
});

/** Sends a request with this Host header, which `fetch` cannot set, and returns the status of the response. */
async function requestAs(host: string, url: string): Promise<number | undefined> {
  const sent = request(url, { headers: { host } }).end();
  const [response] = await once(sent, 'response');
  response.resume();
  return response.statusCode;
}

const startStdio = (): ChildProcess =>
  spawn(process.execPath, [cliPath, 'mcp'], { env: environment(), stdio: ['pipe', 'pipe', 'pipe'] });

function collect({ stdout, stderr }: ChildProcess): { lines: Promise<string[]>; stderr: Promise<string> } {
  if (!stdout || !stderr) throw new Error('The process has no pipes.');
  return { lines: Array.fromAsync(createInterface({ input: stdout })), stderr: text(stderr) };
}
