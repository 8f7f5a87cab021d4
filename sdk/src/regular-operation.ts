/** The kinds of operations that a noun has. */
export type OperationKind = 'Get' | 'List' | 'Count' | 'Record' | 'Correct';

export const uncapitalize = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

const capitalize = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** The type of the items of a list that is named after it: `visits` has the type Visit, `entries` Entry. */
export const getRegularNounType = (list: string): string => capitalize(list.replace(/ies$/, 'ys').slice(0, -1));

/** The name of a noun's operation. `list`: the field of the API with its list; `type`: the type of an item. */
export const nameOperation = (kind: OperationKind, list: string, type: string): string =>
  kind + (kind === 'List' || kind === 'Count' ? capitalize(list) : type);

/**
 * Returns the text of an operation, without fragments, if it is the same for all nouns. Such texts are built when they
 * are needed, because together they are larger than the rest of the client. `detail`: the fragment with all fields.
 */
export function buildRegularOperation(
  kind: OperationKind,
  list: string,
  type: string,
  detail: string,
  keyName: string,
): string {
  const name = nameOperation(kind, list, type);
  switch (kind) {
    case 'Get':
      return `query ${name}($${keyName}:String!){found:${uncapitalize(type)}(*){...${detail}}}`;
    case 'List':
      return `query ${name}($filter:${type}Filter$orderBy:[${type}Order!]$first:Int$after:String$last:Int$before:String$totalCount:Boolean!=false){page:${list}(*){nodes{...${type}}pageInfo{...PageInfo}totalCount@include(if:$totalCount)}}`;
    case 'Count':
      return `query ${name}($filter:${type}Filter){page:${list}(*){totalCount}}`;
    default:
      return `mutation ${name}($input:${name}Input!){result:${uncapitalize(name)}(*){...${type}Payload}}`;
  }
}

/** Replaces `(*)` in a text by arguments that pass each variable, except that of the directive. */
export function expandArguments(text: string): string {
  const names = Array.from(text.matchAll(/\$(\w+):/g), ([, name]) => name).filter((name) => name !== 'totalCount');
  return text.replace('*', names.map((name) => `${name}:$${name}`).join(' '));
}

/** Returns the selection of the fragment `<type>Payload`. */
export const buildRegularPayload = (type: string, detail: string): string =>
  `{__typename changed revision errors{...EditError}${uncapitalize(type)}{...${detail}}}`;

/** The type of a fragment that is named after it: `Visit`, `VisitRef` and `VisitDetail` have the type Visit. */
export const getRegularType = (fragment: string): string => fragment.replace(/(Detail|Ref)$/, '');
