import type { TypedDocument } from '@chancery/sdk';
import { endpoint } from '../api/client.ts';
import { CopyButton } from './copy-button.tsx';

interface SdkCall {
  readonly name: string;
  readonly args: object | readonly unknown[];
}

/** The query of a view as GraphQL, as a link to the playground, and as a call of the SDK. */
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
  return (
    <details className="tool">
      <summary>Query</summary>
      <div className="sheet">
        <p>
          <a href={buildPlaygroundUrl(text, json)} target="_blank" rel="noopener">
            Open in playground
          </a>
        </p>
        <CodeBlock label="GraphQL" text={text} />
        <CodeBlock label="Variables" text={json} />
        <CodeBlock label="TypeScript, with @chancery/sdk" text={buildSnippet(text, json, call)} />
      </div>
    </details>
  );
}

const buildPlaygroundUrl = (query: string, variables: string): string =>
  `/graphql?${new URLSearchParams({ query, variables })}`;

function buildSnippet(text: string, json: string, call: SdkCall | undefined): string {
  const client = `import { createClient } from '@chancery/sdk';\n\nconst chancery = createClient({ url: '${endpoint}' });\n`;
  if (call) {
    const args = (Array.isArray(call.args) ? call.args : [call.args]).map((arg) => JSON.stringify(arg, undefined, 2));
    return `${client}const result = await chancery.${call.name}(${args.join(', ')});\n`;
  }
  return `${client}const query = /* GraphQL */ \`\n${text.replace(/[\\`$]/g, '\\$&')}\n\`;\nconst data = await chancery.request(query, ${json});\n`;
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
