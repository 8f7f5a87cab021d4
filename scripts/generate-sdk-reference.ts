import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Comment, parseSync } from 'oxc-parser';

export const referenceFile = fileURLToPath(new URL('../docs/sdk-reference.md', import.meta.url));
const sdkSourceFolder = fileURLToPath(new URL('../sdk/src/', import.meta.url));

/** The part of an oxc syntax tree node that this module reads. */
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
/** A declaration that an entry point exports. */
interface ExportedDeclaration {
  readonly name: string;
  readonly file: string;
  readonly module: ParsedModule;
  readonly node: AstNode;
  readonly doc: DocComment | undefined;
  /** The signatures of an overloaded function, without its implementation. */
  readonly overloads: AstNode[];
}
interface DocComment {
  readonly text: string;
  readonly throws: readonly string[];
  readonly example: string | undefined;
}

const modules = new Map<string, ParsedModule>();
function loadModule(file: string): ParsedModule {
  const cached = modules.get(file);
  if (cached) return cached;
  const text = readFileSync(join(sdkSourceFolder, file), 'utf8');
  const { program, comments } = parseSync(file, text);
  const module = { text, body: program.body as unknown as readonly AstNode[], comments };
  modules.set(file, module);
  return module;
}

const identifierName = (node: unknown): string =>
  (node as { name?: string; value?: string }).name ?? (node as { value: string }).value;

/** Returns the declarations that a module exports or re-exports, by name. */
function collectExports(file: string): Map<string, ExportedDeclaration> {
  const module = loadModule(file);
  const exports = new Map<string, ExportedDeclaration>();
  for (const statement of module.body) {
    const from = statement.source ? (statement.source as { value: string }).value : undefined;
    // Exports of other packages are documented there.
    if (from && !from.startsWith('.')) continue;
    const imported = from && collectExports(join(file, '..', from));
    if (statement.type === 'ExportAllDeclaration' && imported)
      for (const [name, declaration] of imported) exports.set(name, declaration);
    if (statement.type !== 'ExportNamedDeclaration') continue;
    for (const { local, exported } of statement.specifiers as readonly { local: unknown; exported: unknown }[]) {
      const original = imported ? imported.get(identifierName(local)) : undefined;
      if (!original) throw new Error(`${file} exports ${identifierName(local)}, which ${from} does not export.`);
      exports.set(identifierName(exported), { ...original, name: identifierName(exported) });
    }
    const node = statement.declaration as AstNode | null;
    if (!node) continue;
    const [declarator = node] = (node.declarations as readonly AstNode[] | undefined) ?? [node];
    const name = identifierName(declarator.id);
    const doc = findDocComment(module, statement.start);
    const overloads = exports.get(name)?.overloads ?? [];
    if (node.type === 'TSDeclareFunction') overloads.push(node);
    if (!exports.has(name)) exports.set(name, { name, file, module, node, doc, overloads });
  }
  return exports;
}

/** Returns the TSDoc comment directly before a declaration. */
function findDocComment({ text, comments }: ParsedModule, start: number): DocComment | undefined {
  const comment = comments.findLast(({ end }) => end <= start);
  if (!comment?.value.startsWith('*') || text.slice(comment.end, start).trim() !== '') return undefined;
  const lines = comment.value
    .slice(1)
    .replaceAll(/^[ \t]*\* ?/gm, '')
    .trim();
  const [description = '', ...tags] = lines.split(/^@/m);
  const tagged = (name: string): string[] =>
    tags.filter((tag) => tag.startsWith(name)).map((tag) => tag.slice(name.length).trim());
  return { text: toSingleLine(description), throws: tagged('throws').map(toSingleLine), example: tagged('example')[0] };
}

/** Joins a paragraph to one line, with links to other exports as code. */
const toSingleLine = (text: string): string =>
  text
    .trim()
    .replaceAll(/\{@link (\w+)\}/g, '`$1`')
    .replaceAll(/\s*\n\s*/g, ' ');

/** Removes the prefix of generated types, which users import directly. */
const stripTypesPrefix = (text: string): string => text.replaceAll(/\btypes\.(?=[A-Z])/g, '').trim();

/** Renders a declaration without bodies and comments. */
function renderSignature({ module: { text }, node, name, overloads }: ExportedDeclaration): string {
  const cut = (end: number): string => stripTypesPrefix(text.slice(node.start, end));
  if (node.type === 'FunctionDeclaration') return cut((node.body as AstNode).start);
  if (overloads.length > 0)
    return overloads.map(({ start, end }) => stripTypesPrefix(text.slice(start, end))).join('\n');
  if (node.type === 'VariableDeclaration') {
    const [{ id, init }] = node.declarations as readonly [{ id: AstNode; init: AstNode }];
    if (!init.body) return `const ${text.slice(id.start, id.end)}`;
    return cut((init.body as AstNode).start)
      .replace(/\s*=>$/, '')
      .replace(/^const \w+ = (async )?/, `function ${name}`);
  }
  if (node.type === 'TSTypeAliasDeclaration') return cut(node.end).replace(/;$/, '');
  return cut((node.body as AstNode).start);
}

/** Renders the members of an interface or class as a list, each with its TSDoc. */
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
  throw new Error(`sdk/src/${file}: the export ${name} has no TSDoc. Add a sentence above it.`);
}

function renderSection(declaration: ExportedDeclaration): string {
  const { name } = declaration;
  const doc = requireDocComment(declaration);
  const members = renderMembers(declaration);
  return [
    `### ${name}`,
    ...(doc.text ? [doc.text] : []),
    `\`\`\`typescript\n${renderSignature(declaration)}\n\`\`\``,
    ...(members.length > 0 ? [members.join('\n')] : []),
    ...doc.throws.map((text) => `Throws ${text}`),
    ...(doc.example ? [`For example:\n\n\`\`\`typescript\n${doc.example}\n\`\`\``] : []),
  ].join('\n\n');
}

const isGenerated = ({ file }: ExportedDeclaration): boolean => file.startsWith('generated/');
const compareByName = (left: ExportedDeclaration, right: ExportedDeclaration): number =>
  left.name < right.name ? -1 : 1;
const renderListItem = (declaration: ExportedDeclaration): string =>
  `- \`${declaration.name}\`: ${requireDocComment(declaration).text}`;

const renderEntryPoint = (file: string): string[] =>
  [...collectExports(file).values()].sort(compareByName).map(renderSection);

/** Renders the reference page of the SDK's exports from their TSDoc. */
export function renderSdkReference(): string {
  const main = collectExports('index.ts');
  const core = [...collectExports('core.ts').values()].filter(({ name, file }) => main.get(name)?.file !== file);
  const handWritten = [...main.values()].filter((declaration) => !isGenerated(declaration)).sort(compareByName);
  const generated = [...main.values()].filter(isGenerated).sort(compareByName);
  const documents = generated.filter(({ file }) => file.endsWith('documents.ts'));
  const types = generated.filter(({ file }) => file.endsWith('types.ts'));
  const shared = [...collectExports('core.ts').values()]
    .filter(({ name, file }) => main.get(name)?.file === file)
    .sort(compareByName);
  return `${[
    '# SDK reference',
    '<!-- Generated by `npm run generate` from the TSDoc in sdk/src. Edit the TSDoc instead. -->',
    'Every export of `@chancery/sdk`. For usage with tested examples, see [sdk/README.md](../sdk/README.md).',
    '## `@chancery/sdk`',
    ...handWritten.map(renderSection),
    '## `@chancery/sdk/core`',
    `A client without the SDK's operations, for your own. It also exports ${shared.map(({ name }) => `\`${name}\``).join(', ')} of the main entry point, and:`,
    ...core.map(renderSection),
    '## `@chancery/sdk/react`',
    'Queries and hooks for TanStack Query. Requires `react` and `@tanstack/react-query` 5.',
    ...renderEntryPoint('react.ts'),
    '## `@chancery/sdk/tada`',
    'Typed documents without a code generator. Requires `gql.tada`, whose `readFragment`, `FragmentOf`, `ResultOf` and `VariablesOf` it also exports.',
    ...renderEntryPoint('tada.ts'),
    '## Documents',
    'The operations of the SDK as typed strings, for `client.request`.',
    documents.map(({ name }) => `- \`${name}\``).join('\n'),
    '## Types of the API',
    'The input and result types of the operations, with the descriptions of the schema.',
    types.map(renderListItem).join('\n'),
  ].join('\n\n')}\n`;
}

if (import.meta.main) writeFileSync(referenceFile, renderSdkReference());
