/** A query as a newcomer would write it: the first field of an operation, its arguments in place, and a few plain fields. */
export interface ShortQuery {
  readonly text: string;
  /** The field of the API, such as `statements`. */
  readonly field: string;
  readonly args: readonly Argument[];
}

const maxFields = 4;

/**
 * Builds a short query from an operation of the explorer and its variables. It reads the text line by line, which is
 * formatted by graphql's printer: fields of the operation begin with two spaces, those in them with four.
 */
export function buildShortQuery(
  document: string,
  variables: Readonly<Record<string, unknown>>,
): ShortQuery | undefined {
  const match = /^ {2}(?:\w+: )?(\w+)(?:\(([\s\S]*?)\))?(?: @\w+\(.*\))? \{\n([\s\S]*?)^ {2}\}/m.exec(document);
  if (!match) return undefined;
  const [, field = '', argumentText = '', body = ''] = match;
  const args = readArguments(argumentText, variables);
  const call = args.length === 0 ? field : `${field}(${args.map(({ name, text }) => `${name}: ${text}`).join(', ')})`;
  const nodes = /^ {4}nodes \{\n([\s\S]*?)^ {4}\}/m.exec(body)?.[1];
  const selection =
    nodes === undefined
      ? `    ${listPlainFields(body, 4, document).join('\n    ')}`
      : `    totalCount\n    nodes {\n      ${listPlainFields(nodes, 6, document).join('\n      ')}\n    }`;
  return { text: `{\n  ${call} {\n${selection}\n  }\n}`, field, args };
}

interface Argument {
  readonly name: string;
  /** As GraphQL writes it. */
  readonly text: string;
  /** Undefined if the value is part of the operation. */
  readonly value?: unknown;
}

/** Returns the arguments that have a value. Those that select another page than the first are left out. */
function readArguments(text: string, variables: Readonly<Record<string, unknown>>): Argument[] {
  return splitArguments(text).flatMap((argument) => {
    const [, name = '', literal = ''] = /^(\w+): ([\s\S]*)$/.exec(argument) ?? [];
    const variable = /^\$(\w+)$/.exec(literal)?.[1];
    if (name === 'after' || name === 'before') return [];
    // A page that ends before a cursor becomes the first page.
    const shortName = name === 'last' ? 'first' : name;
    if (variable !== undefined) {
      const value = variables[variable];
      return isEmpty(value) ? [] : [{ name: shortName, text: printValue(value, name), value }];
    }
    const filled = literal.replaceAll(
      /(\w+): (\[?)\$(\w+)/g,
      (_, member: string, bracket: string, part: string) =>
        `${member}: ${bracket}${printValue(variables[part] ?? null, member)}`,
    );
    return [{ name: shortName, text: filled.replaceAll(/\s+/g, ' ') }];
  });
}

/** Splits arguments at the commas and line ends that are not within a value. */
function splitArguments(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let current = '';
  for (const character of text) {
    if ('[{'.includes(character)) depth += 1;
    if (']}'.includes(character)) depth -= 1;
    if (depth === 0 && (character === ',' || character === '\n')) {
      parts.push(current.trim());
      current = '';
    } else current += character;
  }
  return [...parts, current.trim()].filter((part) => part !== '');
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);

/** Returns the first fields without arguments and parts, of the selection and the fragments in it. */
function listPlainFields(selection: string, indent: number, document: string): string[] {
  const spaces = ' '.repeat(indent);
  const lines = selection.split('\n').filter((line) => line.startsWith(spaces) && line[indent] !== ' ');
  const fields = lines.flatMap((line) => {
    const fragment = /^\.\.\.(\w+)$/.exec(line.trim())?.[1];
    if (fragment) {
      const body = new RegExp(`^fragment ${fragment} on \\w+ \\{\\n([\\s\\S]*?)^\\}`, 'm').exec(document)?.[1];
      return body ? listPlainFields(body, 2, document) : [];
    }
    return /^\w+$/.test(line.trim()) ? [line.trim()] : [];
  });
  const unique = [...new Set(fields)].filter((field) => field !== 'id' && field !== '__typename').slice(0, maxFields);
  return unique.length === 0 ? ['__typename'] : unique;
}

/** The fields of filters whose values are enums. All others are strings, even `eq: "KZ"`. */
const enumFields = new Set([
  ...['action', 'basis', 'by', 'capacity', 'certainty', 'direction', 'instrument', 'kind', 'mode', 'noun', 'orderBy'],
  ...['purpose', 'rank', 'role', 'scheme', 'stance', 'status', 'type'],
]);

/** Prints a value as GraphQL writes it. `field` tells an enum from a text. */
function printValue(value: unknown, field: string): string {
  if (Array.isArray(value)) return `[${value.map((item) => printValue(item, field)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    // The fields of an order are enums too.
    const isOrder = field === 'orderBy';
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return `{ ${members.map(([name, member]) => `${name}: ${printValue(member, isOrder ? 'orderBy' : name)}`).join(', ')} }`;
  }
  return typeof value === 'string' && enumFields.has(field) && /^[A-Z][A-Z0-9_]*$/.test(value)
    ? value
    : JSON.stringify(value);
}
