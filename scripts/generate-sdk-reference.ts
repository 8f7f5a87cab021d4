import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Comment, parseSync } from 'oxc-parser';

export const referenceFile = fileURLToPath(new URL('../docs/sdk-reference.md', import.meta.url));
const sdkSourceFolder = fileURLToPath(new URL('../sdk/src/', import.meta.url));

/** What of oxc's tree is read here. */
interface AstNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [more: string]: unknown;
}
interface ParsedModule {
  readonly text: string;
  readonly body: readonly AstNode[];
  readonly comments: readonly Comment[];
}
/** A declaration that an entrance exports. */
interface ExportedDeclaration {
  readonly name: string;
  readonly file: string;
  readonly module: ParsedModule;
  readonly node: AstNode;
  readonly doc: DocComment | undefined;
}
interface DocComment {
  readonly text: string;
  readonly throws: readonly string[];
  readonly example: string | undefined;
}

const modules = new Map<string, ParsedModule>();
function loadModule(file: string): ParsedModule {
  const known = modules.get(file);
  if (known) return known;
  const text = readFileSync(join(sdkSourceFolder, file), 'utf8');
  const { program, comments } = parseSync(file, text);
  const found = { text, body: program.body as unknown as readonly AstNode[], comments };
  modules.set(file, found);
  return found;
}

const identifierName = (node: unknown): string =>
  (node as { name?: string; value?: string }).name ?? (node as { value: string }).value;

/** Everything that a module exports, itself or from another, by name. */
function collectExports(file: string): Map<string, ExportedDeclaration> {
  const module = loadModule(file);
  const found = new Map<string, ExportedDeclaration>();
  for (const statement of module.body) {
    const from = statement.source ? (statement.source as { value: string }).value : undefined;
    const other = from && collectExports(join(file, '..', from));
    if (statement.type === 'ExportAllDeclaration' && other) for (const [name, one] of other) found.set(name, one);
    if (statement.type !== 'ExportNamedDeclaration') continue;
    for (const { local, exported } of statement.specifiers as readonly { local: unknown; exported: unknown }[]) {
      const one = other ? other.get(identifierName(local)) : undefined;
      if (!one) throw new Error(`${file} exports ${identifierName(local)}, which ${from} does not have.`);
      found.set(identifierName(exported), { ...one, name: identifierName(exported) });
    }
    const declared = statement.declaration as AstNode | null;
    if (!declared) continue;
    const [named = declared] = (declared.declarations as readonly AstNode[] | undefined) ?? [declared];
    const name = identifierName(named.id);
    const doc = findDocComment(module, statement.start);
    found.set(name, { name, file, module, node: declared, doc });
  }
  return found;
}

/** The TSDoc that ends where a declaration begins. */
function findDocComment({ text, comments }: ParsedModule, start: number): DocComment | undefined {
  const comment = comments.findLast(({ end }) => end <= start);
  if (!comment?.value.startsWith('*') || text.slice(comment.end, start).trim() !== '') return undefined;
  const lines = comment.value
    .slice(1)
    .replaceAll(/^[ \t]*\* ?/gm, '')
    .trim();
  const [told = '', ...tags] = lines.split(/^@/m);
  const tagged = (name: string): string[] =>
    tags.filter((tag) => tag.startsWith(name)).map((tag) => tag.slice(name.length).trim());
  return { text: toSingleLine(told), throws: tagged('throws').map(toSingleLine), example: tagged('example')[0] };
}

/** A paragraph on one line, its links to other exports as code. */
const toSingleLine = (text: string): string =>
  text
    .trim()
    .replaceAll(/\{@link (\w+)\}/g, '`$1`')
    .replaceAll(/\s*\n\s*/g, ' ');

/** Types as their users import them. */
const stripTypesPrefix = (text: string): string => text.replaceAll(/\btypes\.(?=[A-Z])/g, '').trim();

/** A declaration as its users see it: no bodies, no comments. */
function renderSignature({ module: { text }, node, name }: ExportedDeclaration): string {
  const cut = (end: number): string => stripTypesPrefix(text.slice(node.start, end));
  if (node.type === 'FunctionDeclaration') return cut((node.body as AstNode).start);
  if (node.type === 'VariableDeclaration') {
    const [{ init }] = node.declarations as readonly [{ init: AstNode }];
    return cut((init.body as AstNode).start)
      .replace(/\s*=>$/, '')
      .replace(/^const \w+ = (async )?/, `function ${name}`);
  }
  if (node.type === 'TSTypeAliasDeclaration') return cut(node.end).replace(/;$/, '');
  return cut((node.body as AstNode).start);
}

/** The members of an interface or a class, each with what its TSDoc says. */
function renderMembers({ module, node }: ExportedDeclaration): string[] {
  const { body } = (node.body ?? {}) as { body?: readonly AstNode[] };
  if (node.type !== 'TSInterfaceDeclaration' && node.type !== 'ClassDeclaration') return [];
  return (body ?? []).flatMap((member) => {
    if (member.kind === 'constructor' || member.override) return [];
    const isGetter = member.kind === 'get';
    const end = isGetter ? ((member.value as { body: AstNode }).body.start ?? member.end) : member.end;
    const signature = toSingleLine(stripTypesPrefix(module.text.slice(member.start, end)).replace(/;\s*$/, ''))
      .replace(/^readonly |^get /, '')
      .replace(isGetter ? '()' : /$^/, '');
    const doc = findDocComment(module, member.start);
    const more = doc?.throws.map((text) => ` Throws ${text}`).join('') ?? '';
    return [`- \`${signature}\`${doc ? `: ${doc.text}${more}` : ''}`];
  });
}

function requireDocComment({ name, file, doc }: ExportedDeclaration): DocComment {
  if (doc) return doc;
  throw new Error(`sdk/src/${file}: nothing says what ${name} is. Write a sentence of TSDoc above it.`);
}

function renderSection(one: ExportedDeclaration): string {
  const { name } = one;
  const doc = requireDocComment(one);
  const members = renderMembers(one);
  return [
    `### ${name}`,
    ...(doc.text ? [doc.text] : []),
    `\`\`\`typescript\n${renderSignature(one)}\n\`\`\``,
    ...(members.length > 0 ? [members.join('\n')] : []),
    ...doc.throws.map((text) => `Throws ${text}`),
    ...(doc.example ? [`For example:\n\n\`\`\`typescript\n${doc.example}\n\`\`\``] : []),
  ].join('\n\n');
}

const isGenerated = ({ file }: ExportedDeclaration): boolean => file.startsWith('generated/');
const compareByName = (one: ExportedDeclaration, other: ExportedDeclaration): number =>
  one.name < other.name ? -1 : 1;
const renderListItem = (one: ExportedDeclaration): string => `- \`${one.name}\`: ${requireDocComment(one).text}`;

/** The page of every export of the SDK, from its TSDoc. */
export function renderSdkReference(): string {
  const main = collectExports('index.ts');
  const core = [...collectExports('core.ts').values()].filter(({ name, file }) => main.get(name)?.file !== file);
  const own = [...main.values()].filter((one) => !isGenerated(one)).sort(compareByName);
  const generated = [...main.values()].filter(isGenerated).sort(compareByName);
  const documents = generated.filter(({ file }) => file.endsWith('documents.ts'));
  const types = generated.filter(({ file }) => file.endsWith('types.ts'));
  const shared = [...collectExports('core.ts').values()]
    .filter(({ name, file }) => main.get(name)?.file === file)
    .sort(compareByName);
  return `${[
    '# Reference of the SDK',
    '<!-- Generated by `npm run generate` from the TSDoc in sdk/src: edit that. -->',
    'Every export of `@chancery/sdk`. How they are used, with examples that are run: [sdk/README.md](../sdk/README.md).',
    '## `@chancery/sdk`',
    ...own.map(renderSection),
    '## `@chancery/sdk/core`',
    `For operations of your own only. It shares ${shared.map(({ name }) => `\`${name}\``).join(', ')} with the main entrance, and has of its own:`,
    ...core.map(renderSection),
    '## Documents',
    'Each operation of the SDK as a typed string, for `client.request`.',
    documents.map(({ name }) => `- \`${name}\``).join('\n'),
    '## Types of the API',
    'What the operations take and answer, from the descriptions of the schema.',
    types.map(renderListItem).join('\n'),
  ].join('\n\n')}\n`;
}

if (import.meta.main) writeFileSync(referenceFile, renderSdkReference());
