import { lexicographicSortSchema } from 'graphql';
import { builder } from './builder.ts';
import './scalars.ts';
import './node.ts';
import './party.ts';
import './entry.ts';
import './entry-by-key.ts';
import './country.ts';
import './person.ts';
import './organization.ts';
import './group.ts';
import './office.ts';
import './visit.ts';
import './trip.ts';
import './statement.ts';
import './trade-link.ts';
import './agreement.ts';
import './position.ts';
import './figure.ts';
import './source.ts';
import './claim.ts';
import './draft.ts';
import './fuzzy-date.ts';
import './revision.ts';
import './change.ts';
import './commodity.ts';
import './record-lookup.ts';
import './resolve.ts';
import './search.ts';
import './trade-flow.ts';
import './trade-flow-total.ts';
import './statement-count.ts';
import './visit-count.ts';
import './viewer.ts';
import './saved-search.ts';
import './mutation/saved-search.ts';
import './mutation/index.ts';

builder.queryType({
  description:
    'A sourced, dated record of diplomacy: visits, statements, agreements, positions and trade links between countries.',
});

builder.subscriptionType({ description: 'Operations that return a stream of events (graphql-sse protocol).' });

/** The complete GraphQL schema. */
export const schema = lexicographicSortSchema(builder.toSchema());
