import {
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
import { type Answer, builder } from './builder.ts';
import { type AbstractEntity, type Entity, entity } from './plan/entity-tables.ts';

const object = (name: string, where?: Entity) => {
  if (where) entity(name, where);
  return builder.objectRef<Answer>(name);
};
const abstract = (name: string, where: AbstractEntity) => {
  entity(name, where);
  return builder.interfaceRef<Answer>(name);
};

export const partyTypes = {
  COUNTRY: 'Country',
  PERSON: 'Person',
  ORGANIZATION: 'Organization',
  GROUP: 'Group',
} as const;
export const entryTypes = {
  VISIT: 'Visit',
  STATEMENT: 'Statement',
  TRADE_LINK: 'TradeLink',
  AGREEMENT: 'Agreement',
  POSITION: 'Position',
  FIGURE: 'Figure',
} as const;

/** Every GraphQL type by name, with the table where its values live; the rooms implement them. */
export const Node = builder.interfaceRef<Answer>('Node');
export const Party = abstract('Party', { table: parties, kind: 'kind', types: partyTypes });
export const Entry = abstract('Entry', { table: entries, kind: 'kind', types: entryTypes });

export const Country = object('Country', { table: parties, other: countries });
export const Person = object('Person', { table: parties, other: people });
export const Organization = object('Organization', { table: parties, other: organizations });
export const Group = object('Group', { table: parties, other: groups });

export const Visit = object('Visit', { table: visits, other: entries });
export const Statement = object('Statement', { table: statements, other: entries });
export const TradeLink = object('TradeLink', { table: tradeLinks, other: entries });
export const Agreement = object('Agreement', { table: agreements, other: entries });
export const Position = object('Position', { table: positions, other: entries });
export const Figure = object('Figure', { table: figures, other: entries });

export const Name = object('Name', { table: names });
export const Membership = object('Membership', { table: memberships });
export const Office = object('Office', { table: offices });
export const Term = object('Term', { table: terms });
export const Trip = object('Trip', { table: trips });
export const Traveller = object('Traveller', { table: visitTravellers });
export const Rendering = object('Rendering', { table: renderings });
export const Topic = object('Topic', { table: topics });
export const Commodity = object('Commodity', { table: commodities });
export const TradeFlow = object('TradeFlow', { table: tradeFlows });
export const Source = object('Source', { table: sources });
export const Citation = object('Citation', { table: citations });
export const Span = object('Span', { table: spans });
export const Claim = object('Claim');
export const Coverage = object('Coverage', { table: coverages });
export const Revision = object('Revision', { table: revisions });
export const Change = object('Change', { table: revisions });
export const FieldChange = object('FieldChange');
export const FuzzyDate = object('FuzzyDate');
export const VisitCount = object('VisitCount');
export const StatementCount = object('StatementCount');
export const TradeFlowTotal = object('TradeFlowTotal');
/** What search finds: an entry or a party. */
entity('Node', { table: documents });
