import { type SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { as, from, type Row, type Scope } from '../../db/sql-builder.ts';
import { entries, parties } from '../../db/tables/index.ts';

/**
 * Where a GraphQL type's values live: a table, and for a party or an entry a second one with the same primary key,
 * which is joined only when one of its columns is used.
 */
export interface Entity {
  table: SQLiteTable;
  other?: SQLiteTable;
}
/** Where an interface's values live: the column that tells the type, and the type by its value. */
export interface AbstractEntity extends Entity {
  kind: string;
  types: Readonly<Record<string, string>>;
}

/** The tables that every kind of party, or of entry, has in common. */
const common = new Set<SQLiteTable>([parties, entries]);
const shared = new Set(['id', 'key', 'at']);

const entities = new Map<string, Entity | AbstractEntity>();

export function entity(type: string, where: Entity | AbstractEntity): void {
  entities.set(type, where);
}

export function entityOf(type: string): Entity | AbstractEntity {
  const found = entities.get(type);
  if (!found) throw new Error(`The type ${type} has no table.`);
  return found;
}

export const isAbstract = (found: Entity | AbstractEntity): found is AbstractEntity => 'kind' in found;

/** A row of an entity under construction, and the FROM clause that it turns out to need. */
export interface Opened {
  row: Row;
  alias: string;
  /** The first table alone. */
  from: SQL;
  /** ` CROSS JOIN` of the other table, if it was used. */
  join(): SQL | undefined;
  readonly joins: boolean;
  /** Joins it whatever is read of it here. */
  use(): void;
}

/** Opens a row whose first table is already in the statement under `alias`. */
export function openRow(scope: Scope, where: Entity, alias: string): Opened {
  const first = as(where.table, alias) as Record<string, SQL>;
  const otherAlias = scope.alias();
  const second = where.other ? (as(where.other, otherAlias) as Record<string, SQL>) : {};
  const nounFirst = !common.has(where.table);
  let used = false;
  // What both tables hold is read from the first; what only looks alike (a group's kind, a party's kind) is the noun's.
  const row = new Proxy(first, {
    get(_target, property: string) {
      const fromFirst = property in first && (nounFirst || shared.has(property) || !(property in second));
      if (!fromFirst && property in second) used = true;
      return fromFirst ? first[property] : second[property];
    },
  });
  return {
    row,
    alias,
    from: from(where.table, alias),
    get joins() {
      return used;
    },
    use: () => {
      used = true;
    },
    join: () => (used && where.other ? joined(where.other, otherAlias, second, first) : undefined),
  };
}

// CROSS JOIN keeps the order of the tables, and so the order of the rows.
const joined = (table: SQLiteTable, alias: string, second: Record<string, SQL>, first: Record<string, SQL>): SQL =>
  sql` CROSS JOIN ${from(table, alias)} ON ${second.id} = ${first.id}`;
