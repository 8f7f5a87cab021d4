import { affiliationStatuses, groupKinds } from '../vocabulary.ts';
import { custom, date, oneOf, reference } from './field-kinds.ts';
import { defineNoun, listSchema } from './noun.ts';
import { partyShape } from './party.ts';

export const membershipFields = {
  country: reference('country', 'The member country.', { record: null }),
  start: date('The first day; null if unknown or the group has no dates.', { optional: true, record: null }),
  end: date('The last day; null while the membership lasts.', { optional: true, record: null }),
};

export const affiliationFields = {
  party: reference('party', 'The affiliated party.', { record: null }),
  status: oneOf(affiliationStatuses, 'Its status in the group.', {
    record: 'MEMBER only for a party that is not a country; SUSPENDED for a member country that is suspended.',
  }),
  start: date('The first day; null if unknown.', { optional: true, record: null }),
  end: date('The last day; null while the affiliation lasts.', { optional: true, record: null }),
};

export const group = defineNoun('group', partyShape, {
  kind: oneOf(groupKinds, 'The kind of group.'),
  members: custom(
    listSchema(
      membershipFields,
      'The member countries, for GEO and ORG groups only; informal and statistical groups are never expanded.',
    ),
  ),
  affiliations: custom(
    listSchema(
      affiliationFields,
      'Observers, associates, members that are not countries, and suspensions, for GEO and ORG groups only. A country that is suspended is also listed in members for as long as it remains a member.',
    ),
  ),
});
