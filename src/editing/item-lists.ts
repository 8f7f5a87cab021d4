import { recordSchemas } from '../model/records/index.ts';
import { getReferenceTarget } from '../model/records/map-references.ts';
import { unwrapDefinition, type ZodSchema } from '../model/records/schema-definition.ts';
import { type RecordNoun, recordNouns } from '../model/vocabulary.ts';

/** A list of a noun to which patches add single items, and from which they remove some. */
export interface ItemList {
  readonly field: string;
  /** The field of a patch with the items to add: `addTravellers`. */
  readonly add: string;
  /** The field of a patch that identifies the items to remove: `removeTravellers`. */
  readonly remove: string;
  /** The fields that identify an item. A single one identifies it by its value; without any, the item itself is a key. */
  readonly identity: readonly string[];
  /** Another name that items may use for the first of these fields. */
  readonly alias?: string;
  /** Whether the list cannot have two items with the same identity. */
  readonly isUnique: boolean;
}

/** The identities of items that are not keys. A member can have several periods; any part of a citation can identify it. */
const identities: Readonly<Record<string, Pick<ItemList, 'identity' | 'alias' | 'isUnique'>>> = {
  travellers: { identity: ['party'], alias: 'person', isUnique: true },
  members: { identity: ['country'], isUnique: false },
  affiliations: { identity: ['party'], isUnique: false },
  names: { identity: ['text', 'language'], isUnique: false },
  citations: {
    identity: ['source', 'field', 'basis', 'value', 'rank', 'reason', 'voice', 'spans'],
    isUnique: false,
  },
};

function createItemList(field: string, schema: ZodSchema): ItemList | undefined {
  const { element } = unwrapDefinition(schema);
  if (!element) return undefined;
  const isKey = getReferenceTarget(element) !== undefined;
  const identity = isKey ? { identity: [], isUnique: true } : identities[field];
  const name = `${field.charAt(0).toUpperCase()}${field.slice(1)}`;
  return identity && { field, add: `add${name}`, remove: `remove${name}`, ...identity };
}

const listsByNoun = new Map(
  recordNouns.map((noun) => [
    noun,
    Object.entries<ZodSchema>(recordSchemas[noun].shape).flatMap(
      ([field, schema]) => createItemList(field, schema) ?? [],
    ),
  ]),
);

/** Returns the lists of a noun whose single items patches can add and remove. */
export const getItemLists = (noun: RecordNoun): readonly ItemList[] => listsByNoun.get(noun) ?? [];

/** Whether items are removed by one key instead of by several fields. */
export const isRemovedByKey = ({ identity }: ItemList): boolean => identity.length <= 1;
