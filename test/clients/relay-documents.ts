import {
  findListField,
  nodeTypes,
  optionalArguments,
  printRequiredArguments,
  queryFields,
  selectLeaves,
} from './schema-walk.ts';

const capitalize = (name: string): string => name[0]?.toUpperCase() + name.slice(1);

/** The name of the query with every optional argument of a root field as a variable. */
export const nullsQueryName = (field: string): string => `clients${capitalize(field)}NullsQuery`;
export const listQueryName = (type: string): string => `clients${type}ListQuery`;
export const refetchQueryName = (type: string): string => `clients${type}RefetchQuery`;

/** A query for each root field that has optional arguments, with a variable for each of them. */
const nullsQueries = queryFields()
  .filter((field) => optionalArguments(field).length > 0)
  .map((field) => {
    const optional = optionalArguments(field);
    const variables = optional.map(({ name, type }) => `$${name}: ${type}`).join(', ');
    const args = [...printRequiredArguments(field), ...optional.map(({ name }) => `${name}: $${name}`)].join(', ');
    return `query ${nullsQueryName(field.name)}(${variables}) { result: ${field.name}(${args}) ${selectLeaves(field.type)} }`;
  });

/** A fragment with a refetch query for each type that `node` returns, and a list that spreads it. */
const refetchableFragments = nodeTypes().flatMap((type) => {
  const list = findListField(type);
  return [
    `fragment clients_${type.name} on ${type.name} @refetchable(queryName: "${refetchQueryName(type.name)}") ${selectLeaves(type)}`,
    ...(list
      ? [`query ${listQueryName(type.name)} { list: ${list.name}(first: 1) { nodes { id ...clients_${type.name} } } }`]
      : []),
  ];
});

const paging = [
  `fragment clients_page on Query
    @argumentDefinitions(first: { type: "Int", defaultValue: 1 }, after: { type: "String" })
    @refetchable(queryName: "clientsPageRefetchQuery") {
    visits(first: $first, after: $after) @connection(key: "clients_visits") { totalCount edges { node { id key } } }
  }`,
  'query clientsPageQuery { ...clients_page }',
];

/** Relay adds the id of a former version if it has one. */
const versions = [
  'query clientsPresentQuery { entry(key: "kz2023:V2") { key summary } }',
  'query clientsPastQuery { entry(key: "kz2023:V2", asKnownAt: "2023-11-01T12:00:00Z") { summary } }',
];

/** The source that relay-compiler reads. */
export const buildRelayModule = (): string =>
  [...nullsQueries, ...refetchableFragments, ...paging, ...versions]
    .map((document, n) => `export const document${n} = graphql\`${document}\`;\n`)
    .join('');
