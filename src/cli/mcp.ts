import { type Command, Option } from 'commander';
import type { McpOptions } from '../mcp/serve-mcp.ts';
import { StartError } from '../model/errors.ts';
import { isLoopback } from '../server/host-check.ts';
import { type Config, type SettingName, settingNames, UsageError } from '../server/settings.ts';
import { addSettingOptions, readCommandConfig } from './setting-options.ts';

/** The server is one process, and its own documents are not in a manifest. */
const otherSettings: readonly SettingName[] = [
  'CHANCERY_WORKERS',
  'CHANCERY_HANG_SECONDS',
  'CHANCERY_DOCUMENTS',
  'CHANCERY_MANIFEST',
];
const mcpSettings = settingNames.filter((name) => !otherSettings.includes(name));

interface McpFlags {
  http?: boolean;
  url?: string;
  token?: string;
  explorer?: string;
}

export function addMcpCommand(program: Command): void {
  const command = program
    .command('mcp')
    .description(
      'Serve the record to language models over the Model Context Protocol: on stdin and stdout, or with --http on a port. A missing database is created first, as by "init".',
    )
    .option('--http', 'Serve over HTTP at /mcp, next to the API and the explorer.')
    .option('--url <url>', 'Use the API of another server, such as https://example.org/graphql, not the database.')
    .addOption(
      new Option(
        '--token <token>',
        'Allow writing with this token. Prefer the variable: others can see the arguments of a process.',
      ).env('CHANCERY_TOKEN'),
    )
    .addOption(
      new Option(
        '--explorer <url>',
        'Address of the explorer in permalinks (default: that of the server, or localhost with --port).',
      ).env('CHANCERY_EXPLORER'),
    )
    .addHelpText('after', '\nExample:\n  chancery mcp --db record.db')
    .action(async ({ http = false, url, token, explorer }: McpFlags) => {
      const options = {
        http,
        url: readUrl('--url', url),
        token: readToken(token),
        explorerUrl: readUrl('--explorer', explorer),
      };
      const config = readCommandConfig(command, mcpSettings);
      assertCompatible(config, options);
      const { serveMcp } = await importServer();
      await serveMcp(config, options);
    });
  addSettingOptions(command, mcpSettings);
}

function assertCompatible({ values }: Config, { http, url, token }: McpOptions): void {
  if (http && token !== undefined && !isLoopback(values.HOST))
    throw new UsageError(
      `--token is for one user, and with --host ${values.HOST} others can connect. Let each client send its own authorization header.`,
    );
  if (url === undefined && values.CHANCERY_DOCUMENTS === 'manifest')
    throw new UsageError('"mcp" sends documents that are not in the manifest. Set CHANCERY_DOCUMENTS to any.');
}

/** The protocol's SDK is an optional dependency. */
async function importServer(): Promise<typeof import('../mcp/serve-mcp.ts')> {
  try {
    return await import('../mcp/serve-mcp.ts');
  } catch (error) {
    const isMissing =
      error instanceof Error &&
      'code' in error &&
      error.code === 'ERR_MODULE_NOT_FOUND' &&
      error.message.includes('@modelcontextprotocol/');
    if (!isMissing) throw error;
    throw new StartError(
      'UNAVAILABLE: "chancery mcp" needs the optional package @modelcontextprotocol/server, which is not installed. Run "npm ci" without "--omit=optional".',
      { cause: error },
    );
  }
}

/** An empty variable counts as unset. */
function readUrl(name: string, text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const expected = `It must be a URL with http or https, such as https://example.org${name === '--url' ? '/graphql' : ''}.`;
  if (url && (url.username !== '' || url.password !== ''))
    throw new UsageError(`${name} has a user name or a password. ${expected}`);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new UsageError(`${name} is "${text}". ${expected}`);
  return text;
}

/** Never repeats the token in a message. */
function readToken(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  if (!/^[\x21-\x7e]+$/.test(text))
    throw new UsageError(
      'The token has characters that no token has. Give the one that "chancery token create" printed.',
    );
  return text;
}
