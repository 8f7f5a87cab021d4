import { isPlainObject, serializeClaimValue } from '../model/records/claim.ts';
import type { RecordNoun } from '../model/vocabulary.ts';
import { EditError, invalidFieldsError } from './edit-error.ts';
import type { InvalidField, RecordFields } from './edit-types.ts';
import { getItemLists, type ItemList } from './item-lists.ts';

/** What a patch does to the items of a list. */
export interface ListChange {
  readonly list: ItemList;
  /** The present items that remain. */
  readonly remaining: readonly unknown[];
  readonly added: readonly unknown[];
  readonly removed: readonly unknown[];
}

interface Patch {
  noun: RecordNoun;
  /** The name of the patch in the input. */
  argument: string;
  current: RecordFields;
  patch: RecordFields;
}

const readItems = (fields: RecordFields, name: string): readonly unknown[] =>
  Array.isArray(fields[name]) ? fields[name] : [];

/** Returns the patch without the fields that add and remove items, and what these do. */
export function splitListChanges({ noun, argument, current, patch }: Patch): {
  plainPatch: RecordFields;
  changes: ListChange[];
} {
  const errors: InvalidField[] = [];
  const plainPatch = { ...patch };
  const changes = getItemLists(noun).flatMap((list): ListChange[] => {
    const [added, removed] = [readItems(patch, list.add), readItems(patch, list.remove)];
    delete plainPatch[list.add];
    delete plainPatch[list.remove];
    if (added.length + removed.length === 0) return [];
    if (list.field in patch) {
      const name = added.length > 0 ? list.add : list.remove;
      const message = `"${list.field}" replaces the whole list. Give either "${list.field}" or "${name}".`;
      errors.push(toInvalidField([argument, name], message, patch[name]));
      return [];
    }
    const remaining = removeItems(list, current, removed, (index, message) =>
      errors.push(toInvalidField([argument, list.remove, String(index)], message, removed[index])),
    );
    const change = { list, remaining, added, removed };
    // The citations of a record depend on what else changes: correctRecord compares them.
    if (list.field !== 'citations') errors.push(...findPresentItems(change, argument));
    return [change];
  });
  if (errors.length > 0) throw invalidFieldsError(errors);
  for (const { list, remaining, added } of changes)
    if (list.field !== 'citations') plainPatch[list.field] = [...remaining, ...added];
  return { plainPatch, changes };
}

/** Returns an error for each item to add that the list already has. */
export function findPresentItems({ list, remaining, added }: ListChange, argument: string): InvalidField[] {
  const present = groupByKey(list, remaining);
  return added.flatMap((item, index) => {
    const others = getGroup(present, readKey(list, item));
    const isPresent = others.some((other) => isSameItem(list, item, other));
    others.push(item);
    if (!isPresent) return [];
    const message = `"${list.field}" already has ${describeItem(list, item)}. Leave it out.`;
    return [toInvalidField([argument, list.add, String(index)], message, item)];
  });
}

function removeItems(
  list: ItemList,
  current: RecordFields,
  removed: readonly unknown[],
  reject: (index: number, message: string) => void,
): unknown[] {
  const present = readItems(current, list.field);
  const groups = groupByKey(list, present);
  const gone = new Set<unknown>();
  for (const [index, item] of removed.entries()) {
    const group = getGroup(groups, readKey(list, item));
    const matches = group.filter((one) => hasFields(toFields(list, item), withCitedValue(list, one, current)));
    const exact = matches.filter((one) => hasNoOtherFields(item, one));
    const [found, ...others] = exact.length > 0 ? exact : matches;
    if (found === undefined)
      reject(index, `"${list.field}" has no ${describeItem(list, item)}. Read the record again, or leave it out.`);
    else if (others.some((other) => serializeClaimValue(other) !== serializeClaimValue(found)))
      reject(
        index,
        `"${list.field}" has ${others.length + 1} items that match ${describeItem(list, item)}. ${
          typeof item === 'string' ? `Give "${list.field}", the whole list, instead.` : 'Give more of its fields.'
        }`,
      );
    else {
      group.splice(group.indexOf(found), 1);
      gone.add(found);
    }
  }
  return present.filter((item) => !gone.has(item));
}

/** The value of the first field that identifies an item, or the item itself. Long lists are searched by it. */
const readKey = ({ identity: [field], alias }: ItemList, item: unknown): unknown =>
  field !== undefined && isPlainObject(item) ? (item[field] ?? (alias && item[alias])) : item;

const groupByKey = (list: ItemList, items: readonly unknown[]): Map<unknown, unknown[]> =>
  Map.groupBy(items, (item) => readKey(list, item));

function getGroup(groups: Map<unknown, unknown[]>, key: unknown): unknown[] {
  const group = groups.get(key) ?? [];
  groups.set(key, group);
  return group;
}

/** Returns what identifies an item to remove: a key stands for the one field that does. */
const toFields = ({ identity: [field] }: ItemList, item: unknown): unknown =>
  field !== undefined && typeof item === 'string' ? { [field]: item } : item;

/** A citation that states no value supports that of the record. */
const withCitedValue = ({ field: listField }: ItemList, item: unknown, record: RecordFields): unknown =>
  listField === 'citations' && isPlainObject(item) && item.value === undefined && typeof item.field === 'string'
    ? { ...item, value: record[item.field] }
    : item;

/** Whether a list cannot have an item in addition to one with the same key. */
const isSameItem = ({ isUnique, field }: ItemList, item: unknown, other: unknown): boolean =>
  isUnique || (hasFields(item, other) && (field !== 'citations' || hasNoOtherFields(item, other)));

/** Whether a value has all given fields, at any depth. A claimed value must be the same as a whole. */
function hasFields(given: unknown, value: unknown): boolean {
  if (Array.isArray(given)) {
    const items = Array.isArray(value) ? value : [];
    return given.length === items.length && given.every((one, index) => hasFields(one, items[index]));
  }
  if (isPlainObject(given) && isPlainObject(value) && !('edtf' in given))
    return Object.entries(given).every(([name, one]) =>
      name === 'value' ? serializeClaimValue(one) === serializeClaimValue(value[name]) : hasFields(one, value[name]),
    );
  return serializeClaimValue(given) === serializeClaimValue(value);
}

const hasNoOtherFields = (given: unknown, value: unknown): boolean =>
  !isPlainObject(given) ||
  !isPlainObject(value) ||
  Object.keys(value).every((name) => name in given || serializeClaimValue(value[name]) === null);

function describeItem(list: ItemList, item: unknown): string {
  const text = String(readKey(list, item));
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60).toWellFormed()}…` : text);
}

const toInvalidField = (path: string[], message: string, value: unknown): InvalidField => ({
  path,
  message,
  value: JSON.stringify(value) ?? null,
});

/** Runs a write and reports errors about the items of a list where the patch has these. */
export function withItemPaths<T>(argument: string, changes: readonly ListChange[], work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof EditError) || error.outcome.result !== 'invalid') throw error;
    throw invalidFieldsError(error.outcome.fields.map((field) => toItemPath(field, argument, changes)));
  }
}

function toItemPath(error: InvalidField, argument: string, changes: readonly ListChange[]): InvalidField {
  const [prefix, name, index, ...rest] = error.path;
  const change = prefix === argument ? changes.find(({ list }) => list.field === name) : undefined;
  if (!change) return error;
  const { list, remaining, added, removed } = change;
  if (index === undefined) {
    if (removed.length === 0) return toInvalidField([argument, list.add], error.message, added);
    const isEmptied = remaining.length + added.length === 0;
    const message = isEmptied ? `"${name}" needs an item. Keep one, or add one.` : error.message;
    return toInvalidField([argument, list.remove], message, removed);
  }
  const position = Number(index) - remaining.length;
  return position < 0 ? error : { ...error, path: [argument, list.add, String(position), ...rest] };
}
