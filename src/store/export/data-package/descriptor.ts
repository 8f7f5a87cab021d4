import type { Column } from '../table.ts';

/** What the descriptor says of a file. */
export interface Resource {
  name: string;
  description: string;
  columns: readonly Column[];
  primaryKey: readonly string[];
}

export interface PackageInfo {
  /** The version of the dataset: its epoch and its sequence number. */
  version: string;
  /** The address of this state of the data, if it came over HTTP. */
  permalink?: string | undefined;
  /** What was exported, such as "visits" with a filter. */
  selection: string;
  /** Why rows are missing, and the cursor after which they continue; known when all tables are written. */
  getTruncation(): Truncation | undefined;
}

interface Truncation {
  by: 'ROWS' | 'SIZE';
  after: string;
}

/** The tables whose keys are references to their noun. */
type TableNames = ReadonlyMap<string, string>;

/** Returns the descriptor of a data package (datapackage.org, version 2): its files with columns, types and keys. */
export const createDescriptor = (info: PackageInfo, resources: readonly Resource[], tableNames: TableNames): object => {
  const truncated = info.getTruncation();
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: 'chancery',
    title: 'Chancery: a sourced, dated record of diplomacy',
    description: `${info.selection}.${truncated ? ' Rows are missing.' : ''} README.md explains licence, citation and caveats.`,
    version: info.version,
    ...(truncated && { truncated }),
    ...(info.permalink !== undefined && { homepage: info.permalink }),
    resources: resources.map((resource) => createResource(resource, tableNames)),
  };
};

function createResource({ name, description, columns, primaryKey }: Resource, tableNames: TableNames): object {
  const foreignKeys = columns.flatMap(({ name: field, isList, refersTo }) => {
    const table = tableNames.get(refersTo ?? '');
    return isList || table === undefined ? [] : [{ fields: [field], reference: { resource: table, fields: ['key'] } }];
  });
  return {
    name,
    type: 'table',
    path: `${name}.csv`,
    description,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    schema: {
      fields: columns.map(createField),
      missingValues: [''],
      // Empty lists of keys are invalid.
      ...(primaryKey.length > 0 && { primaryKey }),
      ...(foreignKeys.length > 0 && { foreignKeys }),
    },
  };
}

const createField = ({ name, type, isList, description, isRequired, values }: Column): object => {
  const constraints = {
    ...(isRequired && { required: true }),
    ...(values && !isList && { enum: values }),
  };
  return {
    name,
    type: isList ? 'string' : type,
    ...(description !== undefined && { description: isList ? `${description} Joined with "; ".` : description }),
    ...(Object.keys(constraints).length > 0 && { constraints }),
  };
};
