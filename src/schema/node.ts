import { type SQL, sql } from 'drizzle-orm';
import { type GraphQLObjectType, isAbstractType } from 'graphql';
import type { AliasedColumns, StatementContext } from '../db/sql-builder.ts';
import { badInput, type ChanceryError } from '../model/errors.ts';
import type { RecordNoun } from '../model/vocabulary.ts';
import { builder, type FieldBuilder } from './builder.ts';
import { getEntity, isAbstractEntity } from './plan/entity-tables.ts';
import type { FieldPlan } from './plan/field-plan.ts';
import { selectAbstractTypename } from './plan/field-plan.ts';
import type { OrderBy, SortFields } from './plan/sort-order.ts';
import {
  type ExecuteStatement,
  resolveTypeByName,
  rootField,
  type StatementResult,
  sqlField,
} from './plan/sql-field.ts';
import { recordMatchesKey, selectRecordKey } from './record-key.ts';
import { readWithToken } from './require-token.ts';
import { entryTypeByKind, Node } from './type-refs.ts';

const encodeId = (typeAndKey: string): string => Buffer.from(typeAndKey).toString('base64url');

/**
 * The global id of a row with a key. It encodes type and key, so it survives a rebuild of the database. That of a past
 * version also encodes its instant.
 */
export const globalIdField = encodedIdField<AliasedColumns>((row, { parentTypeName, scope, path }) => {
  const where = getEntity(parentTypeName);
  const isAbstract = isAbstractEntity(where);
  const type = isAbstract ? selectAbstractTypename(where, row) : sql`${parentTypeName}`;
  const key = isAbstract ? (row.key as SQL) : selectRecordKey(scope, typeNameToNoun(parentTypeName), row);
  // Only the root of the statement is a past version.
  const version = path.length === 2 && scope.versionAt !== undefined ? sql` || ${`@${scope.versionAt}`}` : sql``;
  return sql`${type} || ':' || ${key}${version}`;
});

/** The global id of a row whose key is computed from other values. */
export const globalIdFieldFor = <R extends AliasedColumns>(
  type: string,
  keyOf: (row: R, scope: StatementContext) => SQL,
) => encodedIdField<R>((row, { scope }) => sql`${type} || ':' || ${keyOf(row, scope)}`);

/** Encodes a type and key, computed by SQL, as a global id. */
function encodedIdField<R extends AliasedColumns>(typeAndKey: (row: R, plan: FieldPlan) => SQL) {
  return sqlField<R, object>((row, _args, plan) => sql`base64url(${typeAndKey(row, plan)})`);
}

/** The fields that identify a record. */
export const keyFields = (t: FieldBuilder) => ({
  id: t.field({ type: 'ID', description: 'The global ID: stable and opaque.', ...globalIdField }),
  key: t.field({
    type: 'String',
    description: 'The stable key.',
    ...sqlField((row, _args, { parentTypeName, scope }) => selectRecordKey(scope, typeNameToNoun(parentTypeName), row)),
  }),
});

/** The order of records by key alone, or by other fields first. */
export const keySortFields = <R extends AliasedColumns & Record<'key', SQL>>(
  fields: SortFields<R>['fields'] = {},
  initial: OrderBy = { field: 'KEY', direction: 'ASC' },
): SortFields<R> => ({
  fields: { ...fields, KEY: { description: 'The key.', column: ({ key }) => key, isUnique: true } },
  default: initial,
  tieBreaker: ({ key }) => key,
});

type NodeFinder = (scope: StatementContext, row: AliasedColumns, key: string) => SQL | undefined;
const nodeFinders = new Map<string, NodeFinder>();

/** Registers how a row of a type with a computed key is found; the finder returns undefined for an invalid key. */
export function registerNodeFinder(type: string, find: NodeFinder): void {
  nodeFinders.set(type, find);
}

Node.implement({
  description: 'An object with a global ID.',
  resolveType: resolveTypeByName,
  fields: (t) => ({ id: t.id({ description: 'The global ID: stable and opaque.', ...globalIdField }) }),
});

/** Returns the noun of a type: `trade-link` for `TradeLink`. */
export const typeNameToNoun = (type: string): RecordNoun =>
  type.replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase() as RecordNoun;

/** The parts of an id: the type, the key, and the instant of a past version. Keys of entries have no @. */
function parseId(id: string): { type: string; key: string; versionAt: string | undefined } {
  const text = Buffer.from(id, 'base64url').toString('utf8');
  const [, type = '', key = ''] = /^(\w+):(.+)$/s.exec(text) ?? [];
  const isEntry = Object.values(entryTypeByKind).includes(type);
  const [, keyOfVersion, versionAt] = (isEntry && /^(.+)@(\d{4}-\d\d-\d\dT[\d:.]{12}Z)$/.exec(key)) || [];
  return { type, key: keyOfVersion ?? key, versionAt };
}

function decodeId(plan: FieldPlan, id: string, argument: string): ReturnType<typeof parseId> {
  const { type, key, versionAt } = parseId(id);
  const named = plan.operationInfo.schema.getType(type);
  const isNode =
    named &&
    !isAbstractType(named) &&
    'getInterfaces' in named &&
    (named as GraphQLObjectType).getInterfaces().some(({ name }) => name === 'Node');
  const version = versionAt === undefined ? '' : `@${versionAt}`;
  const isInstant = versionAt === undefined || !Number.isNaN(Date.parse(versionAt));
  if (!isNode || !isInstant || encodeId(`${type}:${key}${version}`) !== id) throw invalidIdError(id, argument);
  return { type, key, versionAt };
}

const invalidIdError = (id: string, argument: string): ChanceryError =>
  badInput(`"${id.slice(0, 60)}" is not an id. Give an \`id\` that this API answered.`, argument);

function selectNode(plan: FieldPlan, id: string, argument: string): SQL {
  const { type, key, versionAt } = decodeId(plan, id, argument);
  plan.scope.versionAt = versionAt;
  const concrete = plan.operationInfo.schema.getType(type) as GraphQLObjectType;
  return plan.selectOne((row) => {
    const find = nodeFinders.get(type);
    if (!find) return recordMatchesKey(plan.scope, typeNameToNoun(type), row, key);
    const test = find(plan.scope, row, key);
    if (!test) throw invalidIdError(id, argument);
    return test;
  }, concrete);
}

/** Drafts are for holders of a token only. */
const chooseExecute = (ids: readonly string[]): ExecuteStatement | undefined =>
  ids.some((id) => parseId(id).type === 'Draft') ? readWithToken : undefined;

/** A past version is restored for its statement. */
function chooseExecuteOfNode(id: string): ExecuteStatement | undefined {
  const { key, versionAt: knownAt } = parseId(id);
  return knownAt === undefined
    ? chooseExecute([id])
    : (query, context) => context.getAsKnownAt<StatementResult>(query, { key, knownAt });
}

function assertPresent(id: string, argument: string): void {
  if (parseId(id).versionAt !== undefined)
    throw badInput(`"${id.slice(0, 60)}" is the id of a past version. Ask \`node\` for it.`, argument);
}

const maxIds = 100;

builder.queryFields((t) => ({
  node: t.field({
    type: Node,
    description:
      'Returns the node with this global ID; null if there is none. The ID of a past version of an entry returns that version.',
    args: { id: t.arg.id({ required: true, description: 'The global ID of the node.' }) },
    ...rootField<{ id: string }>(
      (_row, { id }, plan) => selectNode(plan, id, 'id'),
      ({ id }) => chooseExecuteOfNode(id),
    ),
  }),
  nodes: t.field({
    type: [Node],
    description: `Returns the nodes with these global IDs, in the same order; null for each ID without a node. Accepts at most ${maxIds} IDs.`,
    args: { ids: t.arg.idList({ required: true, description: 'The global IDs of the nodes.' }) },
    ...rootField<{ ids: string[] }>(
      (_row, { ids }, plan) => {
        if (ids.length > maxIds)
          throw badInput(`ids: ${ids.length} are too many. Ask for at most ${maxIds} at once.`, 'ids');
        const nodes = ids.map((id, index) => {
          assertPresent(id, `ids.${index}`);
          return selectNode(plan, id, `ids.${index}`);
        });
        return sql`json_array(${sql.join(nodes, sql`, `)})`;
      },
      ({ ids }) => chooseExecute(ids),
    ),
    nullable: { list: true, items: true },
  }),
}));
