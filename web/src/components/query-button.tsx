import type { TypedDocument } from '@chancery/sdk';
import { useState } from 'preact/hooks';
import { endpoint } from '../api/client.ts';

/** What a view asks, to be asked elsewhere: as GraphQL, in the playground, and as a call of the SDK. */
export function QueryButton<Data, Variables>({
  document,
  variables,
  call,
}: {
  document: TypedDocument<Data, Variables>;
  variables: Variables;
  /** The SDK's own call for it, such as `statements.list`, with what it is given; `request` unless there is one. */
  call?: { readonly name: string; readonly given: object } | undefined;
}) {
  const text = document.toString();
  const json = JSON.stringify(variables, undefined, 2);
  const snippet = snippetOf(text, json, call);
  return (
    <details class="tool">
      <summary>Query</summary>
      <div class="sheet">
        <p>
          <a href={playgroundAddress(text, json)} target="_blank" rel="noopener">
            Open it in the playground
          </a>
        </p>
        <Code label="GraphQL" text={text} />
        <Code label="Variables" text={json} />
        <Code label="TypeScript, with @chancery/sdk" text={snippet} />
      </div>
    </details>
  );
}

const playgroundAddress = (query: string, variables: string): string => `/graphql?${new URLSearchParams({ query, variables })}`;

function snippetOf(text: string, json: string, call: { readonly name: string; readonly given: object } | undefined): string {
  const client = `import { createClient } from '@chancery/sdk';\n\nconst chancery = createClient({ url: '${endpoint}' });\n`;
  if (call) return `${client}const page = await chancery.${call.name}(${JSON.stringify(call.given, undefined, 2)});\n`;
  return `${client}const query = /* GraphQL */ \`\n${text.replace(/[\\`$]/g, '\\$&')}\n\`;\nconst data = await chancery.request(query, ${json});\n`;
}

function Code({ label, text }: { label: string; text: string }) {
  const [told, setTold] = useState('');
  const copy = (): void => {
    // Only a page that came over HTTPS, or from this very machine, may write to the clipboard.
    const copied = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('There is no clipboard.'));
    copied.then(
      () => setTold('Copied'),
      () => setTold('Select the text and copy it by hand: the browser allows no more here.'),
    );
  };
  return (
    <section class="code" aria-label={label}>
      <div class="code-head">
        <span>{label}</span>
        <button type="button" onClick={copy} aria-label={`Copy ${label}`}>
          Copy
        </button>
        <span role="status">{told}</span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <pre tabIndex={0}>{text}</pre>
    </section>
  );
}
