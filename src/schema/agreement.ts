import { type AgreementFilter, agreementConditions } from '../db/queries/agreement.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import type { agreements } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { defineEntryList } from './entry.ts';
import { inputTypes } from './filter-inputs.ts';
import { childrenField, nounFields } from './output-fields.ts';
import { Agreement, Entry, Node, Versioned } from './type-refs.ts';

Agreement.implement({
  description: 'An agreement between parties, from a declaration of intent to a treaty.',
  interfaces: [Entry, Versioned, Node],
  fields: (t) => ({
    ...nounFields(t, nounStorage.agreement),
    parts: t.field({
      type: [Agreement],
      description: 'The agreements that are part of this one.',
      ...childrenField('partOfId', 'at', 'key'),
    }),
  }),
});

export const agreementList = defineEntryList<AliasedColumns<typeof agreements>, AgreementFilter>({
  type: Agreement,
  pluralName: 'agreements',
  filter: inputTypes.Agreement,
  conditions: agreementConditions,
});

agreementList.defineQuery('agreements', 'Agreements, newest first.');
