import {
  affiliations,
  agreements,
  citations,
  commodities,
  countries,
  coverages,
  documents,
  entries,
  figures,
  groups,
  memberships,
  names,
  offices,
  organizations,
  parties,
  people,
  positions,
  renderings,
  revisions,
  sources,
  spans,
  statements,
  terms,
  topics,
  tradeFlows,
  tradeLinks,
  trips,
  visits,
  visitTravellers,
} from '../db/tables/index.ts';
import type { RecordNoun } from '../model/vocabulary.ts';
import { builder, type ResultObject } from './builder.ts';
import { type AbstractEntity, type Entity, registerEntity } from './plan/entity-tables.ts';

const defineObjectRef = (name: string, where?: Entity) => {
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
export const Party = defineInterfaceRef('Party', { table: parties, kindColumn: 'kind', typeByKind: partyTypeByKind });
export const Entry = defineInterfaceRef('Entry', { table: entries, kindColumn: 'kind', typeByKind: entryTypeByKind });

export const Country = defineObjectRef('Country', { table: parties, secondTable: countries });
export const Person = defineObjectRef('Person', { table: parties, secondTable: people });
export const Organization = defineObjectRef('Organization', { table: parties, secondTable: organizations });
export const Group = defineObjectRef('Group', { table: parties, secondTable: groups });

export const Visit = defineObjectRef('Visit', { table: visits, secondTable: entries });
export const Statement = defineObjectRef('Statement', { table: statements, secondTable: entries });
export const TradeLink = defineObjectRef('TradeLink', { table: tradeLinks, secondTable: entries });
export const Agreement = defineObjectRef('Agreement', { table: agreements, secondTable: entries });
export const Position = defineObjectRef('Position', { table: positions, secondTable: entries });
export const Figure = defineObjectRef('Figure', { table: figures, secondTable: entries });

export const Name = defineObjectRef('Name', { table: names });
export const Membership = defineObjectRef('Membership', { table: memberships });
export const Affiliation = defineObjectRef('Affiliation', { table: affiliations });
export const Office = defineObjectRef('Office', { table: offices });
export const Term = defineObjectRef('Term', { table: terms });
export const Trip = defineObjectRef('Trip', { table: trips });
export const Traveller = defineObjectRef('Traveller', { table: visitTravellers });
export const Rendering = defineObjectRef('Rendering', { table: renderings });
export const Topic = defineObjectRef('Topic', { table: topics });
export const Commodity = defineObjectRef('Commodity', { table: commodities });
export const TradeFlow = defineObjectRef('TradeFlow', { table: tradeFlows });
export const Source = defineObjectRef('Source', { table: sources });
export const Citation = defineObjectRef('Citation', { table: citations });
export const Span = defineObjectRef('Span', { table: spans });
export const Claim = defineObjectRef('Claim');
export const Coverage = defineObjectRef('Coverage', { table: coverages });
export const Revision = defineObjectRef('Revision', { table: revisions });
export const Change = defineObjectRef('Change', { table: revisions });
export const FieldChange = defineObjectRef('FieldChange');
export const FuzzyDate = defineObjectRef('FuzzyDate');
export const VisitCount = defineObjectRef('VisitCount');
export const StatementCount = defineObjectRef('StatementCount');
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
registerEntity('Node', { table: documents });
