import * as tables from '../db/tables/index.ts';
import type { RecordNoun } from '../model/vocabulary.ts';
import { builder, type ResultObject } from './builder.ts';
import { type AbstractEntity, type Entity, registerEntity } from './plan/entity-tables.ts';

/** Returns the reference of an object type, whose values live in a table unless they are embedded in rows. */
export const defineObjectRef = (name: string, where?: Entity) => {
  if (where) registerEntity(name, where);
  return builder.objectRef<ResultObject>(name);
};
const defineInterfaceRef = (name: string, where: AbstractEntity) => {
  registerEntity(name, where);
  return builder.interfaceRef<ResultObject>(name);
};

export const partyTypeByKind = {
  COUNTRY: 'Country',
  PERSON: 'Person',
  ORGANIZATION: 'Organization',
  GROUP: 'Group',
} as const;
export const entryTypeByKind = {
  VISIT: 'Visit',
  STATEMENT: 'Statement',
  TRADE_LINK: 'TradeLink',
  AGREEMENT: 'Agreement',
  POSITION: 'Position',
  FIGURE: 'Figure',
} as const;

/** Every GraphQL type by name, with the table where its values live; the rooms implement them. */
export const Node = builder.interfaceRef<ResultObject>('Node');
export const Party = defineInterfaceRef('Party', {
  table: tables.parties,
  kindColumn: 'kind',
  typeByKind: partyTypeByKind,
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
export const Membership = defineObjectRef('Membership', { table: tables.memberships });
export const Office = defineObjectRef('Office', { table: tables.offices });
export const Term = defineObjectRef('Term', { table: tables.terms });
export const Trip = defineObjectRef('Trip', { table: tables.trips });
export const Traveller = defineObjectRef('Traveller', { table: tables.visitTravellers });
export const Rendering = defineObjectRef('Rendering', { table: tables.renderings });
export const Topic = defineObjectRef('Topic', { table: tables.topics });
export const Commodity = defineObjectRef('Commodity', { table: tables.commodities });
export const TradeFlow = defineObjectRef('TradeFlow', { table: tables.tradeFlows });
export const Source = defineObjectRef('Source', { table: tables.sources });
export const Citation = defineObjectRef('Citation', { table: tables.citations });
export const Span = defineObjectRef('Span', { table: tables.spans });
export const Claim = defineObjectRef('Claim');
export const Coverage = defineObjectRef('Coverage', { table: tables.coverages });
export const Revision = defineObjectRef('Revision', { table: tables.revisions });
export const Change = defineObjectRef('Change', { table: tables.revisions });
export const FieldChange = defineObjectRef('FieldChange');
export const FuzzyDate = defineObjectRef('FuzzyDate');
export const TradeFlowTotal = defineObjectRef('TradeFlowTotal');
/** The type of each noun's records. */
export const typeByNoun: Readonly<Record<RecordNoun, typeof Visit>> = {
  source: Source,
  country: Country,
  group: Group,
  person: Person,
  organization: Organization,
  office: Office,
  term: Term,
  commodity: Commodity,
  topic: Topic,
  trip: Trip,
  visit: Visit,
  agreement: Agreement,
  'trade-link': TradeLink,
  statement: Statement,
  position: Position,
  figure: Figure,
  coverage: Coverage,
};

/** What search finds: an entry or a party. */
registerEntity('Node', { table: tables.documents });
