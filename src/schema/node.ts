import { type SQL, sql } from 'drizzle-orm';
import { type GraphQLObjectType, isAbstractType } from 'graphql';
import { survivorOf } from '../db/queries/key-lookup.ts';
import type { Row, Scope } from '../db/sql-builder.ts';
import { badInput, type ChanceryError } from '../model/errors.ts';
import type { RecordNoun } from '../model/vocabulary.ts';
import { builder } from './builder.ts';
import { entityOf, isAbstract } from './plan/entity-tables.ts';
import type { FieldPlan } from './plan/field-plan.ts';
import { typeName } from './plan/field-plan.ts';
import { planned, root } from './plan/sql-field.ts';
import { Node } from './type-refs.ts';

const encode = (typeAndKey: string): string => Buffer.from(typeAndKey).toString('base64url');

/** The global id of a row that has a key: it names type and key, so it outlives a rebuild of the database. */
export const globalId = encoded<Row>((row, plan) => {
  const where = entityOf(plan.parent);
  return sql`${isAbstract(where) ? typeName(where, row) : sql`${plan.parent}`} || ':' || ${row.key as SQL}`;
});

/** The same of a type whose rows have no key of their own, but what stands for one. */
export const globalIdOf = <R extends Row>(type: string, keyOf: (row: R, scope: Scope) => SQL) =>
  encoded<R>((row, { scope }) => sql`${type} || ':' || ${keyOf(row, scope)}`);

/** An id of what SQL makes of type and key. */
function encoded<R extends Row>(typeAndKey: (row: R, plan: FieldPlan) => SQL) {
  const compile = (row: R, _args: object, plan: FieldPlan): SQL => typeAndKey(row, plan);
  return planned<R, object>(compile, encode as never, (row, _args, plan) => sql`base64url(${typeAndKey(row, plan)})`);
}

type Finding = (scope: Scope, row: Row, key: string) => SQL | undefined;
const findings = new Map<string, Finding>();

/** How a row of such a type is found by its key; undefined where that is none. */
export function identified(type: string, find: Finding): void {
  findings.set(type, find);
}

Node.implement({
  description: 'Anything that has a global id.',
  resolveType: (value) => value.__typename as never,
  fields: (t) => ({ id: t.id({ description: 'A global id: stable, and opaque.', ...globalId }) }),
});

/** TradeLink is recorded as a trade-link. */
export const nounOfType = (type: string): RecordNoun =>
  type.replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase() as RecordNoun;

interface Decoded {
  type: string;
  key: string;
}

function decode(plan: Pick<FieldPlan, 'request'>, id: string): Decoded {
  const [, type = '', key = ''] = /^(\w+):(.+)$/s.exec(Buffer.from(id, 'base64url').toString('utf8')) ?? [];
  const named = plan.request.schema.getType(type);
  const isNode =
    named &&
    !isAbstractType(named) &&
    'getInterfaces' in named &&
    (named as GraphQLObjectType).getInterfaces().some(({ name }) => name === 'Node');
  if (!isNode || encode(`${type}:${key}`) !== id) throw notAnId(id);
  return { type, key };
}

const notAnId = (id: string): ChanceryError =>
  badInput(`"${id.slice(0, 60)}" is not an id. Give an \`id\` that this API answered.`, 'id');

function findNode(plan: FieldPlan, id: string): { type: string; found: SQL } {
  const { type, key } = decode(plan, id);
  const concrete = plan.request.schema.getType(type) as GraphQLObjectType;
  const where = (row: Row): SQL => {
    const find = findings.get(type);
    if (!find) return sql`${row.key} IN (${key}, ${survivorOf(plan.scope, key, [nounOfType(type)])})`;
    const test = find(plan.scope, row, key);
    if (!test) throw notAnId(id);
    return test;
  };
  return { type, found: plan.one(where, concrete) };
}

/** Wrapped with its type, which `node` cannot tell otherwise. */
function compileNode(plan: FieldPlan, id: string): SQL {
  const { type, found } = findNode(plan, id);
  return sql`json_array(${type}, ${found})`;
}
const readNode = ([type, value]: [string, object | null]) => (value ? { ...value, __typename: type } : null);

const largestIds = 100;

function arrayOf(ids: readonly string[], make: (id: string) => SQL): SQL {
  if (ids.length > largestIds)
    throw badInput(`ids: ${ids.length} are too many. Ask for at most ${largestIds} at once.`, 'ids');
  return sql`json_array(${sql.join(ids.map(make), sql`, `)})`;
}

builder.queryFields((t) => ({
  node: t.field({
    type: Node,
    nullable: true,
    description: 'The thing with this global id; null when there is none.',
    args: { id: t.arg.id({ required: true, description: 'A global id.' }) },
    ...root<{ id: string }>((_row, { id }, plan) => compileNode(plan, id), {
      read: readNode as never,
      final: (_row, { id }, plan) => findNode(plan, id).found,
    }),
  }),
  nodes: t.field({
    type: [Node],
    nullable: { list: false, items: true },
    description: `The things with these global ids, in their order, null where there is none. At most ${largestIds}.`,
    args: { ids: t.arg.idList({ required: true, description: 'Global ids.' }) },
    ...root<{ ids: string[] }>((_row, { ids }, plan) => arrayOf(ids, (id) => compileNode(plan, id)), {
      read: ((values: [string, object | null][]) => values.map(readNode)) as never,
      final: (_row, { ids }, plan) => arrayOf(ids, (id) => findNode(plan, id).found),
    }),
  }),
}));
