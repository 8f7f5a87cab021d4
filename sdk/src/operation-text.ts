import { fragments, nounTypes, operations } from './generated/operations.ts';
import {
  buildRegularOperation,
  buildRegularPayload,
  expandArguments,
  getRegularNounType,
  getRegularType,
  nameOperation,
  type OperationKind,
} from './regular-operation.ts';

/** The fragment with all fields of a type. */
const getDetail = (type: string): string => (fragments[`${type}Detail`] === undefined ? type : `${type}Detail`);

/** The type of the items of a list. */
export const getNounType = (list: string): string => nounTypes[list] ?? getRegularNounType(list);

/** Returns the text of an operation of a noun, the same as that of the generated document of its name. */
export function getNounOperation(kind: OperationKind, list: string, keyName = ''): string {
  const type = getNounType(list);
  const text = operations[nameOperation(kind, list, type)];
  return complete(text ?? buildRegularOperation(kind, list, type, getDetail(type), keyName));
}

/** Returns the text of an operation that belongs to no noun. */
export const getOperation = (name: string): string => complete(operations[name] ?? '');

const complete = (text: string): string => appendFragments(expandArguments(text), new Set());

/** Appends each fragment that a text spreads, directly or through other fragments. */
function appendFragments(text: string, added: Set<string>): string {
  let result = text;
  for (const [, name = ''] of text.matchAll(/\.\.\.(?!on )(\w+)/g)) {
    if (added.has(name)) continue;
    added.add(name);
    result += ` ${appendFragments(`fragment ${name} on ${getSelection(name)}`, added)}`;
  }
  return result;
}

/** Returns the type and the fields of a fragment. */
function getSelection(name: string): string {
  const type = name.replace(/Payload$/, '');
  const selection = fragments[name] ?? buildRegularPayload(type, getDetail(type));
  return selection.startsWith('{') ? getRegularType(name) + selection : selection;
}
