import { type CallToolResult, McpServer, type StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import type { z } from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import type { Tool } from './define-tool.ts';
import { createGraphqlClient, type SendRequest } from './graphql-client.ts';
import type { Permalinks } from './permalinks.ts';
import { type ErrorDetail, ToolError } from './tool-error.ts';
import { coverageTool } from './tools/coverage.ts';
import { entriesTool } from './tools/entries.ts';
import { entryTool } from './tools/entry.ts';
import { queryTool } from './tools/query.ts';
import { resolveTool } from './tools/resolve.ts';
import { searchTool } from './tools/search.ts';
import { statementsTool } from './tools/statements.ts';
import { visitsTool } from './tools/visits.ts';

export const tools: readonly Tool[] = [
  searchTool,
  entryTool,
  entriesTool,
  visitsTool,
  statementsTool,
  coverageTool,
  resolveTool,
  queryTool,
];

const instructions = `Chancery is a sourced, dated record of diplomacy: who visited whom, what was said, which agreements and trade links exist. Every entry cites its sources with their exact words.

- Answer from the record, and cite for each fact the source (publisher, title, date, URL), its words, and the permalink of the entry.
- Names in arguments may be keys ("KZ", "emmanuel-macron") or names ("Kazakhstan", "Emmanuel Macron"). "interpreted" states what they were read as.
- Dates are EDTF and no more exact than the sources. "possibleCount" counts the matches left out because their dates are inexact.
- Only a statement with the mode DIRECT has the words as spoken. A citation with the basis PARAPHRASE or INFERRED has no exact words.
- The record is not complete: a missing entry does not mean that nothing happened. The tool "coverage" states what was read.`;

export interface McpServerOptions {
  /** The GraphQL endpoint, and the function that sends requests to it. */
  url: string;
  send: SendRequest;
  permalinks: Permalinks;
  /** The authorization header of the requests. With one, the tool "query" may write. */
  authorization: string | undefined;
  /** Receives errors that are not meant for clients. */
  onUnexpectedError(error: unknown): void;
}

/** Creates a server with the tools, for one connection or one HTTP request. */
export function createMcpServer(options: McpServerOptions): McpServer {
  const canWrite = options.authorization !== undefined;
  const server = new McpServer(
    { name: 'chancery', title: 'Chancery', version: packageJson.version },
    { instructions, capabilities: { tools: { listChanged: false } } },
  );
  for (const tool of tools) {
    const isReadOnly = !(tool.writes && canWrite);
    server.registerTool(
      tool.name,
      {
        title: tool.title,
        description: tool.description,
        inputSchema: withoutValidation(tool.input),
        outputSchema: tool.output,
        annotations: {
          title: tool.title,
          readOnlyHint: isReadOnly,
          destructiveHint: !isReadOnly,
          idempotentHint: isReadOnly,
          openWorldHint: false,
        },
      },
      async (args, { mcpReq: { signal } }) => {
        const client = createGraphqlClient({ ...options, signal });
        try {
          const { structuredContent, text } = await tool.call(args, {
            client,
            permalinks: options.permalinks,
            canWrite,
          });
          return { structuredContent, content: [{ type: 'text', text }] };
        } catch (error) {
          return toErrorResult(error, options.onUnexpectedError);
        }
      },
    );
  }
  return server;
}

/** The tools validate their arguments themselves, so that errors have a code and name the value. */
const withoutValidation = (schema: z.ZodObject): StandardSchemaWithJSON => ({
  '~standard': { ...schema['~standard'], validate: (value) => ({ value }) },
});

/** The details are in `_meta`, because structured content must match the schema of the output. */
function toErrorResult(error: unknown, onUnexpectedError: (error: unknown) => void): CallToolResult {
  const details: readonly ErrorDetail[] =
    error instanceof ToolError ? error.details : [{ code: 'INTERNAL', message: 'Unexpected error.' }];
  if (!(error instanceof ToolError)) onUnexpectedError(error);
  const text = error instanceof ToolError ? error.message : 'INTERNAL: Unexpected error.';
  return { isError: true, content: [{ type: 'text', text }], _meta: { 'chancery/errors': details } };
}
