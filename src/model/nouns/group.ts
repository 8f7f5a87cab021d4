import { groupKinds } from '../vocabulary.ts';
import { custom, date, oneOf, reference } from './field-kinds.ts';
import { defineNoun, listSchema } from './noun.ts';
import { partyShape } from './party.ts';

export const membershipFields = {
  country: reference('country', 'The member country.', { record: null }),
  from: date('The first day; null if unknown or the group has no dates.', { optional: true, record: null }),
  until: date('The last day; null while the membership lasts.', { optional: true, record: null }),
};

export const group = defineNoun('group', partyShape, {
  kind: oneOf(groupKinds, 'The kind of group.'),
  members: custom(
    listSchema(
      membershipFields,
      'The member countries, for GEO and ORG groups only; informal and statistical groups are never expanded.',
    ),
  ),
});
