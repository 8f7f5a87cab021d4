import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredArgument,
} from 'graphql';
import type { Random } from '../src/random.ts';
import { drawValue } from './values.ts';

export interface GeneratedOperation {
  query: string;
  variables: Record<string, unknown>;
}

type OperationKind = 'query' | 'mutation';

/** Writes an operation of the schema, with arguments as literals and as variables. */
export function drawOperation(random: Random, schema: GraphQLSchema, kind: OperationKind): GeneratedOperation {
  const root = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
  if (!root) throw new Error(`The schema has no ${kind} type.`);
  const writer = new OperationWriter(random, schema);
  const fields = Object.values(root.getFields());
  const count = random.chance(0.8) ? 1 : 1 + random.nextInt(4);
  const selections = Array.from({ length: count }, (_, index) =>
    writer.writeField(random.pick(fields), random.pick([2, 3, 4, 6]), count > 1 ? `r${index}: ` : ''),
  );
  if (kind === 'query' && random.chance(0.02))
    selections.push(`__schema { types { name ${random.chance(0.5) ? 'fields { name }' : ''} } }`);
  const declarations = writer.declarations.length > 0 ? `(${writer.declarations.join(', ')})` : '';
  return { query: `${kind} Fuzz${declarations} { ${selections.join(' ')} }`, variables: writer.variables };
}

class OperationWriter {
  readonly declarations: string[] = [];
  readonly variables: Record<string, unknown> = {};
  readonly #random: Random;
  readonly #schema: GraphQLSchema;

  constructor(random: Random, schema: GraphQLSchema) {
    this.#random = random;
    this.#schema = schema;
  }

  writeField(field: GraphQLField<unknown, unknown>, depth: number, alias: string): string {
    const random = this.#random;
    const args = field.args.filter((argument) => isRequiredArgument(argument) || random.chance(0.3));
    const type = getNamedType(field.type);
    const directive = random.chance(0.01) ? ` @${random.pick(['skip', 'include'])}(if: ${random.chance(0.5)})` : '';
    const written = args.length > 0 ? `(${args.map((argument) => this.#writeArgument(argument)).join(', ')})` : '';
    const selection = isCompositeType(type) ? ` { ${this.#writeSelection(type, depth - 1)} }` : '';
    return `${alias}${field.name}${written}${directive}${selection}`;
  }

  #writeSelection(type: GraphQLCompositeType, depth: number): string {
    const random = this.#random;
    const fields = 'getFields' in type ? Object.values(type.getFields()) : [];
    const leaves = fields.filter(
      (field) => isLeafType(getNamedType(field.type)) && !field.args.some(isRequiredArgument),
    );
    const branches = depth > 0 ? fields.filter((field) => isCompositeType(getNamedType(field.type))) : [];
    const chosen = [
      ...random.shuffle(leaves).slice(0, 1 + random.nextInt(4)),
      ...random.shuffle(branches).slice(0, 1 + random.nextInt(2)),
    ];
    const written = chosen.map((field, index) =>
      this.writeField(field, depth, random.chance(0.1) ? `a${index}: ` : ''),
    );
    if (random.chance(0.02) && leaves[0]) {
      const [{ name }] = leaves;
      written.push(...Array.from({ length: random.pick([10, 45, 60]) }, (_, index) => `m${index}: ${name}`));
    }
    if (isAbstractType(type) && depth > 0) {
      const possible = random.pick(this.#schema.getPossibleTypes(type));
      written.push(`... on ${possible.name} { ${this.#writeSelection(possible, depth - 1)} }`);
    }
    return ['__typename', ...written].join(' ');
  }

  #writeArgument({ name, type }: GraphQLArgument): string {
    // The input of a mutation is a level around the record.
    const value = drawValue(this.#random, type, name, name === 'input' ? 5 : 4);
    if (this.#random.chance(0.5)) return `${name}: ${writeLiteral(type, value)}`;
    const variable = `v${this.declarations.length}`;
    this.declarations.push(`$${variable}: ${String(type)}`);
    this.variables[variable] = value;
    return `${name}: $${variable}`;
  }
}

/** Writes a value as GraphQL: enum values and the fields of input objects have no quotes. */
function writeLiteral(type: GraphQLInputType, value: unknown): string {
  if (isNonNullType(type)) return writeLiteral(type.ofType, value);
  if (Array.isArray(value)) {
    const item = isListType(type) ? (type.ofType as GraphQLInputType) : type;
    return `[${value.map((inner) => writeLiteral(item, inner)).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const fields = isInputObjectType(type) ? type.getFields() : {};
    const written = Object.entries(value).map(
      ([name, inner]) => `${name}: ${writeLiteral(fields[name]?.type ?? type, inner)}`,
    );
    return `{ ${written.join(', ')} }`;
  }
  const named = getNamedType(type);
  return isEnumType(named) && typeof value === 'string' && value !== '' ? value : JSON.stringify(value);
}
