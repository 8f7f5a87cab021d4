import type { TypedDocument } from '@chancery/sdk';
import { endpoint } from '../api/client.ts';
import { CopyButton } from './copy-button.tsx';
import { buildShortQuery, type ShortQuery } from './short-query.ts';

interface SdkCall {
  readonly name: string;
  readonly args: object | readonly unknown[];
}

/** How to get the data of a view elsewhere: a short query to begin with, its SDK call, its addresses, and the whole query. */
export function QueryButton<Data, Variables>({
  document,
  variables,
  call,
}: {
  document: TypedDocument<Data, Variables>;
  variables: Variables;
  /** The SDK method that sends the same query, such as `statements.list`, and its arguments. Defaults to `request`. */
  call?: SdkCall | undefined;
}) {
  const text = document.toString();
  const json = JSON.stringify(variables, undefined, 2);
  const short = buildShortQuery(text, variables as Readonly<Record<string, unknown>>);
  const exportUrl = short && buildExportUrl(short);
  return (
    <details className="tool">
      <summary>Query</summary>
      <div className="sheet">
        {short && (
          <>
            <p>
              <a href={buildPlaygroundUrl(short.text, '{}')} target="_blank" rel="noopener">
                Try it in the playground
              </a>{' '}
              and change it: press Ctrl-Space for the fields.
            </p>
            <CodeBlock label="GraphQL" text={short.text} />
            <CodeBlock label="TypeScript, with @chancery/sdk" text={buildSnippet(short.text, call)} />
            <CodeBlock label="curl" text={buildCurlCommand(short.text)} />
          </>
        )}
        {exportUrl && (
          <p>
            Addresses of the whole list: <a href={exportUrl}>CSV</a>,{' '}
            <a href={exportUrl.replace('.csv', '.jsonl')}>JSON Lines</a>,{' '}
            <a href={exportUrl.replace('.csv', '.parquet')}>Parquet</a>
          </p>
        )}
        <details>
          <summary>The complete operation of this page</summary>
          <p>
            <a href={buildPlaygroundUrl(text, json)} target="_blank" rel="noopener">
              Open in playground
            </a>
          </p>
          <CodeBlock label="Whole query" text={text} />
          <CodeBlock label="Variables" text={json} />
        </details>
      </div>
    </details>
  );
}

const buildPlaygroundUrl = (query: string, variables: string): string =>
  `/graphql?${new URLSearchParams({ query, ...(variables !== '{}' && { variables }) })}`;

function buildSnippet(text: string, call: SdkCall | undefined): string {
  const client = `import { createClient } from '@chancery/sdk';\n\nconst chancery = createClient({ url: '${endpoint}' });\n`;
  if (call) {
    const args = (Array.isArray(call.args) ? call.args : [call.args]).map((arg) => JSON.stringify(arg, undefined, 2));
    return `${client}const result = await chancery.${call.name}(${args.join(', ')});\n`;
  }
  return `${client}const data = await chancery.request(/* GraphQL */ \`\n${text.replace(/[\\`$]/g, '\\$&')}\n\`);\n`;
}

/** Returns a command for a POSIX shell. Quotes in the query end and continue the quoted word. */
const buildCurlCommand = (query: string): string =>
  `curl -sG ${endpoint} -H 'accept: application/json' \\\n  --data-urlencode 'query=${query.replaceAll("'", "'\\''")}'`;

/** The lists that the server exports, by field of the API. */
const exportNames: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['agreements', 'changes', 'commodities', 'countries', 'coverages', 'entries', 'figures', 'groups', 'offices']
      .concat(['organizations', 'people', 'positions', 'sources', 'statements', 'terms', 'topics', 'trips', 'visits'])
      .map((name) => [name, name]),
  ),
  tradeLinks: 'trade-links',
  tradeFlows: 'trade-flows',
};

/** Returns the address of a list as CSV, with everything that the filter matches; undefined if it is no list. */
function buildExportUrl({ field, args }: ShortQuery): string | undefined {
  const exportName = exportNames[field];
  const isComplete = args.every(({ name, value }) => value !== undefined || (name !== 'filter' && name !== 'orderBy'));
  if (!exportName || !isComplete) return undefined;
  const [filter, orderBy] = ['filter', 'orderBy'].map((name) => args.find((argument) => argument.name === name)?.value);
  const query = new URLSearchParams({
    ...(filter !== undefined && { filter: JSON.stringify(filter) }),
    ...(orderBy !== undefined && { orderBy: JSON.stringify(orderBy) }),
  }).toString();
  return new URL(`/export/${exportName}.csv${query && `?${query}`}`, endpoint).href;
}

function CodeBlock({ label, text }: { label: string; text: string }) {
  return (
    <section className="code" aria-label={label}>
      <div className="code-head">
        <span>{label}</span>
        <CopyButton text={text} label={`Copy ${label}`}>
          Copy
        </CopyButton>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content must be reachable by keyboard. */}
      <pre tabIndex={0}>{text}</pre>
    </section>
  );
}
