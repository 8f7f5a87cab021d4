import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
} from 'graphql';
import { badInput } from '../../model/errors.ts';
import { maxPageSize } from '../../schema/plan/compile-page.ts';
import { checkArguments, type ExportList, getList } from '../export/export-lists.ts';
import { assertWithinLimits, parseJson, parseNumber, readParameters } from '../export/list-parameters.ts';
import type { Limits } from '../limits.ts';
import type { ListArguments } from '../list-reader.ts';
import { previewValue } from '../preview-value.ts';
import { feedPath } from './feed-path.ts';
import { getFeedDocument } from './feed-query.ts';

const feedFormats = ['atom', 'json'] as const;
export type FeedFormat = (typeof feedFormats)[number];

/** A request for a feed. */
export interface FeedRequest {
  list: ExportList;
  format: FeedFormat;
  args: ListArguments;
  /** The number of items of a page. */
  first: number;
}

const defaultItems = 50;
const maxItems = maxPageSize;
const parameters = ['filter', 'orderBy', 'first', 'after'] as const;

/** Parses `/feed/visits.atom?host=KZ`. Throws a coded error that names the invalid value and those that are accepted. */
export function parseFeedRequest(target: string, limits: Limits): FeedRequest {
  const { pathname, searchParams } = new URL(target, 'http://localhost');
  const [, name = '', extension = ''] = /^\/feed\/([^/.]*)(?:\.(.*))?$/.exec(pathname) ?? [];
  const list = getList(name);
  const format = feedFormats.find((each) => each === extension);
  if (!format) {
    const accepted = feedFormats.map((each) => `${feedPath}/${list.name}.${each}`).join(' or ');
    throw badInput(`${JSON.stringify(extension)} is no format of a feed. Use ${accepted}.`, 'format');
  }
  const fields = listShortFields(list.filterType);
  const values = readParameters(searchParams, [...parameters, ...fields.keys()]);
  const conditions: Record<string, unknown>[] = [...fields].flatMap(([field, type]) => {
    const text = values[field];
    return text === undefined ? [] : [{ [field]: parseShortValue(field, text, type) }];
  });
  const filter = mergeFilters(list, parseJson('filter', values.filter) as object | undefined, conditions);
  const orderBy = parseJson('orderBy', values.orderBy) ?? (list.name === 'changes' ? newestChangesFirst : undefined);
  const args: ListArguments = { filter, orderBy, after: values.after };
  assertWithinLimits(getFeedDocument(list), args, limits);
  checkArguments(list, args);
  return { list, format, args, first: parseNumber('first', values.first, 1, maxItems) ?? defaultItems };
}

/** By default, changes are listed oldest first. */
const newestChangesFirst = [{ field: 'SEQUENCE', direction: 'DESC' }];

/** Returns the filters of a list that can be given as a parameter of their own, with one value. */
const listShortFields = (filterType: GraphQLInputObjectType): Map<string, GraphQLInputType> =>
  new Map(
    Object.values(filterType.getFields()).flatMap(({ name, type }) =>
      logicalOperators.has(name) || !isShort(type) ? [] : [[name, type]],
    ),
  );

const logicalOperators: ReadonlySet<string> = new Set(['and', 'or', 'not']);

/** The fields of an input of which a single value is the most likely one. */
const mainFields = ['eq', 'key', 'code', 'on'] as const;

const findMainField = (type: GraphQLInputObjectType) => {
  const name = mainFields.find((field) => type.getFields()[field]);
  return name && type.getFields()[name];
};

function isShort(given: GraphQLInputType): boolean {
  const type = getNullableType(given);
  return !isInputObjectType(type) || findMainField(type) !== undefined;
}

/** Returns the value of a filter: `KZ` is `{code: {eq: "KZ"}}` for a country, and `A,B` is `[A, B]` for an enum. */
function parseShortValue(name: string, text: string, given: GraphQLInputType): unknown {
  const type = getNullableType(given);
  if (isListType(type)) return text.split(',').map((item) => parseShortValue(name, item, type.ofType));
  if (isInputObjectType(type)) {
    const main = findMainField(type);
    return main ? { [main.name]: parseShortValue(name, text, main.type) } : text;
  }
  if (isEnumType(type)) return text;
  if (type.toString() === 'Int') return parseNumber(name, text, 0);
  if (type.toString() !== 'Boolean') return text;
  if (text !== 'true' && text !== 'false')
    throw badInput(`${name} must be true or false (got ${previewValue(text)}).`, name);
  return text === 'true';
}

function mergeFilters(
  { name, filterType }: ExportList,
  filter: object | undefined,
  conditions: readonly Record<string, unknown>[],
): object | undefined {
  const given = Object.assign({}, ...conditions) as object;
  if (conditions.length === 0) return filter;
  if (filter === undefined) return given;
  if (filterType.getFields().and) return { and: [filter, given] };
  throw badInput(`A feed of ${name} takes either filter or single filters such as ${Object.keys(given)[0]}.`, 'filter');
}
