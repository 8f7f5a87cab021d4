import * as tables from '../db/tables/index.ts';
import { nounToTypeName } from '../editing/edit-types.ts';
import {
  type EntryKind,
  entryKinds,
  kindToNoun,
  type PartyKind,
  partyKinds,
  type RecordNoun,
} from '../model/vocabulary.ts';
import { builder, type ResultObject } from './builder.ts';
import { type AbstractEntity, type Entity, registerEntity } from './plan/entity-tables.ts';

type ObjectRef = ReturnType<typeof builder.objectRef<ResultObject>>;
const objectRefs = new Map<string, ObjectRef>();

/** Returns the reference of an object type, whose values are in a table unless they are embedded in rows. */
export function defineObjectRef(name: string, where?: Entity): ObjectRef {
  if (where) registerEntity(name, where);
  const ref = builder.objectRef<ResultObject>(name);
  objectRefs.set(name, ref);
  return ref;
}
const defineInterfaceRef = (name: string, where: AbstractEntity) => {
  registerEntity(name, where);
  return builder.interfaceRef<ResultObject>(name);
};

const mapKindsToTypes = (kinds: readonly (PartyKind | EntryKind)[]): Readonly<Record<string, string>> =>
  Object.fromEntries(kinds.map((kind) => [kind, nounToTypeName(kindToNoun(kind))]));
export const partyTypeByKind = mapKindsToTypes(partyKinds);
export const entryTypeByKind = mapKindsToTypes(entryKinds);
/** The types that a search finds, apart from entries and parties. */
export const otherTypeByDocumentKind = { SOURCE: 'Source', OFFICE: 'Office', TOPIC: 'Topic' } as const;

/** The references of all types, with the tables of their values. The modules of the nouns implement them. */
export const Node = builder.interfaceRef<ResultObject>('Node');
export const Party = defineInterfaceRef('Party', {
  table: tables.parties,
  kindColumn: 'kind',
  typeByKind: partyTypeByKind,
});
/** A record of any noun, with its history. Its fields compile to one branch for each noun. */
export const Versioned = builder.interfaceRef<ResultObject>('Versioned');
/** The parties that report trade. */
export const Reporter = defineInterfaceRef('Reporter', {
  table: tables.parties,
  kindColumn: 'kind',
  typeByKind: Object.fromEntries(
    (['COUNTRY', 'GROUP'] as const).map((kind) => [kind, nounToTypeName(kindToNoun(kind))]),
  ),
});
export const Entry = defineInterfaceRef('Entry', {
  table: tables.entries,
  kindColumn: 'kind',
  typeByKind: entryTypeByKind,
});

export const Country = defineObjectRef('Country', { table: tables.parties, secondTable: tables.countries });
export const Person = defineObjectRef('Person', { table: tables.parties, secondTable: tables.people });
export const Organization = defineObjectRef('Organization', {
  table: tables.parties,
  secondTable: tables.organizations,
});
export const Group = defineObjectRef('Group', { table: tables.parties, secondTable: tables.groups });

export const Visit = defineObjectRef('Visit', { table: tables.visits, secondTable: tables.entries });
export const Statement = defineObjectRef('Statement', { table: tables.statements, secondTable: tables.entries });
export const TradeLink = defineObjectRef('TradeLink', { table: tables.tradeLinks, secondTable: tables.entries });
export const Agreement = defineObjectRef('Agreement', { table: tables.agreements, secondTable: tables.entries });
export const Position = defineObjectRef('Position', { table: tables.positions, secondTable: tables.entries });
export const Figure = defineObjectRef('Figure', { table: tables.figures, secondTable: tables.entries });

export const Name = defineObjectRef('Name', { table: tables.names });
export const CountryPeriod = defineObjectRef('CountryPeriod', { table: tables.countryPeriods });
export const Membership = defineObjectRef('Membership', { table: tables.memberships });
export const Affiliation = defineObjectRef('Affiliation', { table: tables.affiliations });
export const Office = defineObjectRef('Office', { table: tables.offices });
export const Term = defineObjectRef('Term', { table: tables.terms });
export const Trip = defineObjectRef('Trip', { table: tables.trips });
export const Traveller = defineObjectRef('Traveller', { table: tables.visitTravellers });
export const Delegation = defineObjectRef('Delegation');
export const Identifier = defineObjectRef('Identifier');
export const Resolution = defineObjectRef('Resolution');
export const Draft = defineObjectRef('Draft', { table: tables.drafts });
export const Reading = defineObjectRef('Reading', { table: tables.readings });
export const Rendering = defineObjectRef('Rendering', { table: tables.renderings });
export const Topic = defineObjectRef('Topic', { table: tables.topics });
export const Commodity = defineObjectRef('Commodity', { table: tables.commodities });
export const TradeFlow = defineObjectRef('TradeFlow', { table: tables.tradeFlows });
export const Source = defineObjectRef('Source', { table: tables.sources });
export const SourceExcerpt = defineObjectRef('SourceExcerpt');
export const Citation = defineObjectRef('Citation', { table: tables.citations });
export const Span = defineObjectRef('Span', { table: tables.spans });
export const Claim = defineObjectRef('Claim');
export const Coverage = defineObjectRef('Coverage', { table: tables.coverages });
export const Revision = defineObjectRef('Revision', { table: tables.revisions });
export const Change = defineObjectRef('Change', { table: tables.revisions });
export const FieldChange = defineObjectRef('FieldChange');
export const FuzzyDate = defineObjectRef('FuzzyDate');
export const TradeFlowTotal = defineObjectRef('TradeFlowTotal');
/** Returns the type of a noun's records. */
export const getTypeOf = (noun: RecordNoun): ObjectRef => requireObjectRef(nounToTypeName(noun));

function requireObjectRef(name: string): ObjectRef {
  const ref = objectRefs.get(name);
  if (!ref) throw new Error(`No type has the name "${name}".`);
  return ref;
}

/** What search finds. */
export const SearchResult = builder.unionType('SearchResult', {
  description: 'A record that search finds: an entry, a party, a source, an office or a topic.',
  types: [
    ...Object.values(entryTypeByKind),
    ...Object.values(partyTypeByKind),
    ...Object.values(otherTypeByDocumentKind),
  ].map((name) => requireObjectRef(name)),
  resolveType: ({ $type }: ResultObject) => $type,
});
registerEntity('SearchResult', { table: tables.documents });
