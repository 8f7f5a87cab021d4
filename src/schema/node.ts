import { type SQL, sql } from 'drizzle-orm';
import { type GraphQLObjectType, isAbstractType } from 'graphql';
import { selectSurvivorKey } from '../db/queries/key-lookup.ts';
import type { AliasedColumns, StatementContext } from '../db/sql-builder.ts';
import { badInput, type ChanceryError } from '../model/errors.ts';
import type { RecordNoun } from '../model/vocabulary.ts';
import { builder, resolveTypename } from './builder.ts';
import { getEntity, isAbstractEntity } from './plan/entity-tables.ts';
import type { FieldPlan } from './plan/field-plan.ts';
import { selectAbstractTypename } from './plan/field-plan.ts';
import { rootField, sqlField } from './plan/sql-field.ts';
import { Node } from './type-refs.ts';

const encodeId = (typeAndKey: string): string => Buffer.from(typeAndKey).toString('base64url');

/** The global id of a row that has a key: it names type and key, so it outlives a rebuild of the database. */
export const globalIdField = encodedIdField<AliasedColumns>((row, plan) => {
  const where = getEntity(plan.parentTypeName);
  return sql`${isAbstractEntity(where) ? selectAbstractTypename(where, row) : sql`${plan.parentTypeName}`} || ':' || ${row.key as SQL}`;
});

/** The same of a type whose rows have no key of their own, but what stands for one. */
export const globalIdFieldFor = <R extends AliasedColumns>(
  type: string,
  keyOf: (row: R, scope: StatementContext) => SQL,
) => encodedIdField<R>((row, { scope }) => sql`${type} || ':' || ${keyOf(row, scope)}`);

/** An id of what SQL makes of type and key. */
function encodedIdField<R extends AliasedColumns>(typeAndKey: (row: R, plan: FieldPlan) => SQL) {
  const compile = (row: R, _args: object, plan: FieldPlan): SQL => typeAndKey(row, plan);
  return sqlField<R, object>(compile, encodeId, (row, _args, plan) => sql`base64url(${typeAndKey(row, plan)})`);
}

type NodeFinder = (scope: StatementContext, row: AliasedColumns, key: string) => SQL | undefined;
const nodeFinders = new Map<string, NodeFinder>();

/** How a row of such a type is found by its key; undefined where that is none. */
export function registerNodeFinder(type: string, find: NodeFinder): void {
  nodeFinders.set(type, find);
}

Node.implement({
  description: 'Anything that has a global id.',
  resolveType: resolveTypename,
  fields: (t) => ({ id: t.id({ description: 'A global id: stable, and opaque.', ...globalIdField }) }),
});

/** TradeLink is recorded as a trade-link. */
export const typeNameToNoun = (type: string): RecordNoun =>
  type.replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase() as RecordNoun;

interface DecodedId {
  type: string;
  key: string;
}

function decodeId(plan: Pick<FieldPlan, 'operationInfo'>, id: string): DecodedId {
  const [, type = '', key = ''] = /^(\w+):(.+)$/s.exec(Buffer.from(id, 'base64url').toString('utf8')) ?? [];
  const named = plan.operationInfo.schema.getType(type);
  const isNode =
    named &&
    !isAbstractType(named) &&
    'getInterfaces' in named &&
    (named as GraphQLObjectType).getInterfaces().some(({ name }) => name === 'Node');
  if (!isNode || encodeId(`${type}:${key}`) !== id) throw invalidIdError(id);
  return { type, key };
}

const invalidIdError = (id: string): ChanceryError =>
  badInput(`"${id.slice(0, 60)}" is not an id. Give an \`id\` that this API answered.`, 'id');

function compileNodeLookup(plan: FieldPlan, id: string): { type: string; found: SQL } {
  const { type, key } = decodeId(plan, id);
  const concrete = plan.operationInfo.schema.getType(type) as GraphQLObjectType;
  const where = (row: AliasedColumns): SQL => {
    const find = nodeFinders.get(type);
    if (!find) return sql`${row.key} IN (${key}, ${selectSurvivorKey(plan.scope, key, [typeNameToNoun(type)])})`;
    const test = find(plan.scope, row, key);
    if (!test) throw invalidIdError(id);
    return test;
  };
  return { type, found: plan.selectOne(where, concrete) };
}

/** Wrapped with its type, which `node` cannot tell otherwise. */
function compileTypedNode(plan: FieldPlan, id: string): SQL {
  const { type, found } = compileNodeLookup(plan, id);
  return sql`json_array(${type}, ${found})`;
}
const withTypename = ([type, value]: [string, object | null]) => (value ? { ...value, __typename: type } : null);

const maxIds = 100;

function compileIdList(ids: readonly string[], make: (id: string) => SQL): SQL {
  if (ids.length > maxIds) throw badInput(`ids: ${ids.length} are too many. Ask for at most ${maxIds} at once.`, 'ids');
  return sql`json_array(${sql.join(ids.map(make), sql`, `)})`;
}

builder.queryFields((t) => ({
  node: t.field({
    type: Node,
    nullable: true,
    description: 'The thing with this global id; null when there is none.',
    args: { id: t.arg.id({ required: true, description: 'A global id.' }) },
    ...rootField<{ id: string }>((_row, { id }, plan) => compileTypedNode(plan, id), {
      readValue: withTypename,
      compileDirect: (_row, { id }, plan) => compileNodeLookup(plan, id).found,
    }),
  }),
  nodes: t.field({
    type: [Node],
    nullable: { list: false, items: true },
    description: `The things with these global ids, in their order, null where there is none. At most ${maxIds}.`,
    args: { ids: t.arg.idList({ required: true, description: 'Global ids.' }) },
    ...rootField<{ ids: string[] }>((_row, { ids }, plan) => compileIdList(ids, (id) => compileTypedNode(plan, id)), {
      readValue: (values: [string, object | null][]) => values.map(withTypename),
      compileDirect: (_row, { ids }, plan) => compileIdList(ids, (id) => compileNodeLookup(plan, id).found),
    }),
  }),
}));
