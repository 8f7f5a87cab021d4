import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSnippets } from '../helpers/markdown-snippets.ts';
import { buildRelayModule } from './relay-documents.ts';

const folder = import.meta.dirname;
const generated = join(folder, 'generated');

/** Runs the code generators once, before the test files that import what they write. */
export function setup(): void {
  if (!existsSync(join(folder, 'node_modules')))
    throw new Error('The clients are not installed. Run "npm ci --prefix test/clients".');
  rmSync(generated, { recursive: true, force: true });
  mkdirSync(join(generated, 'relay-source'), { recursive: true });
  mkdirSync(join(generated, 'relay'));
  writeFileSync(join(generated, 'relay-source/clients.js'), buildRelayModule());
  writeGuideModules();
  run('relay-compiler', 'relay.config.json');
  run('gql.tada', 'generate-output');
  run('graphql-codegen', '--silent', '--config', 'codegen.ts');
  run('genql', '--schema', '../../schema.graphql', '--output', 'generated/genql', '--esm');
}

function run(tool: string, ...args: string[]): void {
  execFileSync(process.execPath, [join(folder, 'node_modules/.bin', tool), ...args], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Writes the code of docs/guide/clients.md as modules that connect to the URL of a test. */
function writeGuideModules(): void {
  const snippets = readSnippets(new URL('../../docs/guide/clients.md', import.meta.url));
  const exportsByModule = { 'guide-persisted': 'link', 'guide-graphql-sse': 'followChanges', 'guide-apollo': 'link' };
  for (const [name, exported] of Object.entries(exportsByModule)) {
    const text = snippets.shift()?.text.replaceAll("'http://localhost:4000/graphql'", 'process.env.TEST_URL as string');
    writeFileSync(join(generated, `${name}.ts`), `${text}export { ${exported} };\n`);
  }
}
