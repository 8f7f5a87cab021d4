import { defineConnection } from './pagination.ts';
import * as refs from './type-refs.ts';

/** One connection type for each noun, shared by every list of it. */
export const CountryConnection = defineConnection('Country', refs.Country, 'countries');
export const PersonConnection = defineConnection('Person', refs.Person, 'people');
export const OrganizationConnection = defineConnection('Organization', refs.Organization, 'organisations');
export const GroupConnection = defineConnection('Group', refs.Group, 'groups');
export const VisitConnection = defineConnection('Visit', refs.Visit, 'visits');
export const StatementConnection = defineConnection('Statement', refs.Statement, 'statements');
export const TradeLinkConnection = defineConnection('TradeLink', refs.TradeLink, 'trade links');
export const TradeLinksAfterVisitConnection = defineConnection(
  'TradeLinksAfterVisit',
  refs.TradeLink,
  'trade links that began after a visit',
  {
    lagDays: {
      type: 'Int',
      description:
        'The number of days from the start of the visit to the start of the trade link; 0 means the same day.',
    },
  },
  'TradeLinkAfterVisit',
);
export const TradeFlowConnection = defineConnection('TradeFlow', refs.TradeFlow, 'trade flows');
export const AgreementConnection = defineConnection('Agreement', refs.Agreement, 'agreements');
export const PositionConnection = defineConnection('Position', refs.Position, 'positions');
export const FigureConnection = defineConnection('Figure', refs.Figure, 'figures');
export const SourceConnection = defineConnection('Source', refs.Source, 'sources');
export const CommodityConnection = defineConnection('Commodity', refs.Commodity, 'commodities');
export const RevisionConnection = defineConnection('Revision', refs.Revision, 'revisions');
export const ChangeConnection = defineConnection('Change', refs.Change, 'changes');
export const EntryConnection = defineConnection('Entry', refs.Entry, 'entries');
export const SearchConnection = defineConnection(
  'Search',
  refs.Node,
  'search hits',
  {
    highlights: {
      type: 'HighlightList',
      description: 'The matching passages as escaped HTML, with matches inside <mark>.',
    },
  },
  'Search',
  {
    suggestions:
      'Search texts in place of one with misspelled names, the nearest first: at most five, and none if every word is found. Computed only when selected.',
  },
);
