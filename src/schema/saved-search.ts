import { type SavedSearch as SavedSearchRow, selectSavedSearches } from '../db/queries/saved-search.ts';
import { alertChannels } from '../model/vocabulary.ts';
import { builder } from './builder.ts';
import { enumOf } from './enums.ts';
import { Viewer } from './viewer.ts';

export const SavedSearch = builder.objectRef<SavedSearchRow>('SavedSearch').implement({
  description:
    'A filter of a list whose matching changes are sent to a webhook or by mail, from its creation on. It is no part of the record.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'The key, with which the ids of its messages begin.' }),
    name: t.exposeString('name', { description: 'The name, which messages state.' }),
    list: t.exposeString('list', { description: 'The field of Query that lists the records, such as visits.' }),
    filter: t.exposeString('filter', { description: 'The filter of the list, as JSON.' }),
    channel: t.expose('channel', { type: enumOf(alertChannels), description: 'How matching changes are sent.' }),
    target: t.exposeString('target', { description: 'The URL of the webhook, or the e-mail address.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'The time of creation.' }),
    pending: t.exposeInt('pending', { description: 'The number of messages that have not been delivered yet.' }),
    lastDeliveredAt: t.expose('lastDeliveredAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time of the last delivery; null if there was none.',
    }),
    failingSince: t.expose('failingSince', {
      type: 'DateTime',
      nullable: true,
      description: 'The time since which deliveries have failed; null if the last one succeeded.',
    }),
    lastError: t.exposeString('lastError', {
      nullable: true,
      description: 'Why the last delivery failed; null if it succeeded.',
    }),
    disabledAt: t.expose('disabledAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time since which nothing is sent; null if it is enabled.',
    }),
    disabledReason: t.exposeString('disabledReason', {
      nullable: true,
      description: 'Why nothing is sent; null if it is enabled.',
    }),
  }),
});

builder.objectField(Viewer, 'savedSearches', (t) =>
  t.field({
    type: [SavedSearch],
    description: 'The saved searches of the holder, oldest first.',
    resolve: ({ holder }, _args, { reader }) => reader.all<SavedSearchRow>(selectSavedSearches(holder)),
  }),
);
