import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Comment, parseSync } from 'oxc-parser';

export const referenceFile = fileURLToPath(new URL('../docs/sdk-reference.md', import.meta.url));
const source = fileURLToPath(new URL('../sdk/src/', import.meta.url));

/** What of oxc's tree is read here. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [more: string]: unknown;
}
interface Module {
  readonly text: string;
  readonly body: readonly Node[];
  readonly comments: readonly Comment[];
}
/** A declaration that an entrance exports. */
interface Export {
  readonly name: string;
  readonly file: string;
  readonly module: Module;
  readonly node: Node;
  readonly doc: Doc | undefined;
}
interface Doc {
  readonly text: string;
  readonly throws: readonly string[];
  readonly example: string | undefined;
}

const modules = new Map<string, Module>();
function moduleOf(file: string): Module {
  const known = modules.get(file);
  if (known) return known;
  const text = readFileSync(join(source, file), 'utf8');
  const { program, comments } = parseSync(file, text);
  const found = { text, body: program.body as unknown as readonly Node[], comments };
  modules.set(file, found);
  return found;
}

const nameOf = (node: unknown): string =>
  (node as { name?: string; value?: string }).name ?? (node as { value: string }).value;

/** Everything that a module exports, itself or from another, by name. */
function exportsOf(file: string): Map<string, Export> {
  const module = moduleOf(file);
  const found = new Map<string, Export>();
  for (const statement of module.body) {
    const from = statement.source ? (statement.source as { value: string }).value : undefined;
    const other = from && exportsOf(join(file, '..', from));
    if (statement.type === 'ExportAllDeclaration' && other) for (const [name, one] of other) found.set(name, one);
    if (statement.type !== 'ExportNamedDeclaration') continue;
    for (const { local, exported } of statement.specifiers as readonly { local: unknown; exported: unknown }[]) {
      const one = other ? other.get(nameOf(local)) : undefined;
      if (!one) throw new Error(`${file} exports ${nameOf(local)}, which ${from} does not have.`);
      found.set(nameOf(exported), { ...one, name: nameOf(exported) });
    }
    const declared = statement.declaration as Node | null;
    if (!declared) continue;
    const [named = declared] = (declared.declarations as readonly Node[] | undefined) ?? [declared];
    const name = nameOf(named.id);
    const doc = docBefore(module, statement.start);
    found.set(name, { name, file, module, node: declared, doc });
  }
  return found;
}

/** The TSDoc that ends where a declaration begins. */
function docBefore({ text, comments }: Module, start: number): Doc | undefined {
  const comment = comments.findLast(({ end }) => end <= start);
  if (!comment?.value.startsWith('*') || text.slice(comment.end, start).trim() !== '') return undefined;
  const lines = comment.value
    .slice(1)
    .replaceAll(/^[ \t]*\* ?/gm, '')
    .trim();
  const [told = '', ...tags] = lines.split(/^@/m);
  const tagged = (name: string): string[] =>
    tags.filter((tag) => tag.startsWith(name)).map((tag) => tag.slice(name.length).trim());
  return { text: prose(told), throws: tagged('throws').map(prose), example: tagged('example')[0] };
}

/** A paragraph on one line, its links to other exports as code. */
const prose = (text: string): string =>
  text
    .trim()
    .replaceAll(/\{@link (\w+)\}/g, '`$1`')
    .replaceAll(/\s*\n\s*/g, ' ');

/** Types as their users import them. */
const imported = (text: string): string => text.replaceAll(/\btypes\.(?=[A-Z])/g, '').trim();

/** A declaration as its users see it: no bodies, no comments. */
function signatureOf({ module: { text }, node, name }: Export): string {
  const cut = (end: number): string => imported(text.slice(node.start, end));
  if (node.type === 'FunctionDeclaration') return cut((node.body as Node).start);
  if (node.type === 'VariableDeclaration') {
    const [{ init }] = node.declarations as readonly [{ init: Node }];
    return cut((init.body as Node).start)
      .replace(/\s*=>$/, '')
      .replace(/^const \w+ = (async )?/, `function ${name}`);
  }
  if (node.type === 'TSTypeAliasDeclaration') return cut(node.end).replace(/;$/, '');
  return cut((node.body as Node).start);
}

/** The members of an interface or a class, each with what its TSDoc says. */
function membersOf({ module, node }: Export): string[] {
  const { body } = (node.body ?? {}) as { body?: readonly Node[] };
  if (node.type !== 'TSInterfaceDeclaration' && node.type !== 'ClassDeclaration') return [];
  return (body ?? []).flatMap((member) => {
    if (member.kind === 'constructor' || member.override) return [];
    const isGetter = member.kind === 'get';
    const end = isGetter ? ((member.value as { body: Node }).body.start ?? member.end) : member.end;
    const signature = prose(imported(module.text.slice(member.start, end)).replace(/;\s*$/, ''))
      .replace(/^readonly |^get /, '')
      .replace(isGetter ? '()' : /$^/, '');
    const doc = docBefore(module, member.start);
    const more = doc?.throws.map((text) => ` Throws ${text}`).join('') ?? '';
    return [`- \`${signature}\`${doc ? `: ${doc.text}${more}` : ''}`];
  });
}

function told({ name, file, doc }: Export): Doc {
  if (doc) return doc;
  throw new Error(`sdk/src/${file}: nothing says what ${name} is. Write a sentence of TSDoc above it.`);
}

function section(one: Export): string {
  const { name } = one;
  const doc = told(one);
  const members = membersOf(one);
  return [
    `### ${name}`,
    ...(doc.text ? [doc.text] : []),
    `\`\`\`typescript\n${signatureOf(one)}\n\`\`\``,
    ...(members.length > 0 ? [members.join('\n')] : []),
    ...doc.throws.map((text) => `Throws ${text}`),
    ...(doc.example ? [`For example:\n\n\`\`\`typescript\n${doc.example}\n\`\`\``] : []),
  ].join('\n\n');
}

const isGenerated = ({ file }: Export): boolean => file.startsWith('generated/');
const byName = (one: Export, other: Export): number => (one.name < other.name ? -1 : 1);
const line = (one: Export): string => `- \`${one.name}\`: ${told(one).text}`;

/** The page of every export of the SDK, from its TSDoc. */
export function sdkReference(): string {
  const main = exportsOf('index.ts');
  const core = [...exportsOf('core.ts').values()].filter(({ name, file }) => main.get(name)?.file !== file);
  const own = [...main.values()].filter((one) => !isGenerated(one)).sort(byName);
  const generated = [...main.values()].filter(isGenerated).sort(byName);
  const documents = generated.filter(({ file }) => file.endsWith('documents.ts'));
  const types = generated.filter(({ file }) => file.endsWith('types.ts'));
  const shared = [...exportsOf('core.ts').values()]
    .filter(({ name, file }) => main.get(name)?.file === file)
    .sort(byName);
  return `${[
    '# Reference of the SDK',
    '<!-- Generated by `npm run generate` from the TSDoc in sdk/src: edit that. -->',
    'Every export of `@chancery/sdk`. How they are used, with examples that are run: [sdk/README.md](../sdk/README.md).',
    '## `@chancery/sdk`',
    ...own.map(section),
    '## `@chancery/sdk/core`',
    `For operations of your own only. It shares ${shared.map(({ name }) => `\`${name}\``).join(', ')} with the main entrance, and has of its own:`,
    ...core.map(section),
    '## Documents',
    'Each operation of the SDK as a typed string, for `client.request`.',
    documents.map(({ name }) => `- \`${name}\``).join('\n'),
    '## Types of the API',
    'What the operations take and answer, from the descriptions of the schema.',
    types.map(line).join('\n'),
  ].join('\n\n')}\n`;
}

if (import.meta.main) writeFileSync(referenceFile, sdkReference());
