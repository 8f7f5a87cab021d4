import { connectionOf } from './pagination.ts';
import * as refs from './type-refs.ts';

/** One connection type for each noun, shared by every list of it. */
export const Countries = connectionOf('Country', refs.Country, 'countries');
export const People = connectionOf('Person', refs.Person, 'people');
export const Organizations = connectionOf('Organization', refs.Organization, 'organisations');
export const Groups = connectionOf('Group', refs.Group, 'groups');
export const Visits = connectionOf('Visit', refs.Visit, 'visits');
export const Statements = connectionOf('Statement', refs.Statement, 'statements');
export const TradeLinks = connectionOf('TradeLink', refs.TradeLink, 'trade links');
export const TradeLinksAfterVisit = connectionOf(
  'TradeLinksAfterVisit',
  refs.TradeLink,
  'trade links that began after a visit',
  { lagDays: { type: 'Int', description: 'Days from the start of the visit to that of the tie; 0 is the same day.' } },
  'TradeLinkAfterVisit',
);
export const TradeFlows = connectionOf('TradeFlow', refs.TradeFlow, 'trade flows');
export const Agreements = connectionOf('Agreement', refs.Agreement, 'agreements');
export const Positions = connectionOf('Position', refs.Position, 'positions');
export const Figures = connectionOf('Figure', refs.Figure, 'figures');
export const Sources = connectionOf('Source', refs.Source, 'sources');
export const Commodities = connectionOf('Commodity', refs.Commodity, 'commodities');
export const Revisions = connectionOf('Revision', refs.Revision, 'revisions');
export const Changes = connectionOf('Change', refs.Change, 'changes');
export const Entries = connectionOf('Entry', refs.Entry, 'entries');
export const SearchHits = connectionOf('Search', refs.Node, 'search hits', {
  highlights: {
    type: 'HighlightList',
    description: 'The passages that match, as HTML: the text escaped, the words found inside <mark>.',
  },
});
