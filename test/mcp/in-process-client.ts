import { type CallToolResult, Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { createMcpServer } from '../../src/mcp/create-mcp-server.ts';
import { createPermalinks } from '../../src/mcp/permalinks.ts';
import type { ApiFixture } from '../helpers/api-fixture.ts';

// Each test knows the shape of the results that it reads.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Structured = any;

export interface McpClient extends AsyncDisposable {
  client: Client;
  /** Calls a tool that must succeed, and returns its structured content. */
  call(tool: string, args?: object): Promise<Structured>;
  /** Calls a tool that must fail, and returns its errors. */
  callForErrors(tool: string, args?: object): Promise<{ code: string; message: string; field?: string }[]>;
}

export const explorer = 'https://chancery.test';

/** The SDK's default of a minute is too short on a busy machine. */
export const timeout = { timeout: 170_000 };

export function createMcpClient(client: Client, close: () => Promise<void>): McpClient {
  const callTool = (name: string, args: object = {}): Promise<CallToolResult> =>
    client.callTool({ name, arguments: { ...args } }, timeout);
  return {
    client,
    async call(tool, args) {
      const { isError, content, structuredContent } = await callTool(tool, args);
      if (isError) throw new Error(JSON.stringify(content));
      return structuredContent;
    },
    async callForErrors(tool, args) {
      const { isError, content, structuredContent, _meta } = await callTool(tool, args);
      if (!isError || structuredContent !== undefined) throw new Error(`No error: ${JSON.stringify(content)}`);
      return _meta?.['chancery/errors'] as Awaited<ReturnType<McpClient['callForErrors']>>;
    },
    async [Symbol.asyncDispose]() {
      await client.close();
      await close();
    },
  };
}

/** Connects the official client to the tools over the API of a fixture, without a port. */
export async function connectInProcess({ api }: Pick<ApiFixture, 'api'>, token?: string): Promise<McpClient> {
  const handler = createMcpHandler(() =>
    createMcpServer({
      url: 'http://localhost/graphql',
      send: (request) => api.fetch(request),
      permalinks: createPermalinks(explorer),
      authorization: token === undefined ? undefined : `Bearer ${token}`,
      onUnexpectedError: (error) => {
        throw error;
      },
    }),
  );
  const client = new Client({ name: 'test', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });
  await client.connect(
    new StreamableHTTPClientTransport(new URL('http://chancery.test/mcp'), {
      fetch: (url, init) => handler.fetch(new Request(url, init)),
    }),
    timeout,
  );
  return createMcpClient(client, () => handler.close());
}
