import { type StatementFilter, statementConditions } from '../db/queries/statement.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import type { statements } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { renderingFields } from '../model/nouns/statement.ts';
import { citationsField } from './claim.ts';
import { daySortFields, defineEntryList } from './entry.ts';
import { inputTypes } from './filter-inputs.ts';
import { childrenField, declaredFields, nounFields } from './output-fields.ts';
import { Citation, Entry, Node, Rendering, Statement, Versioned } from './type-refs.ts';

export const statementList = defineEntryList<AliasedColumns<typeof statements>, StatementFilter>({
  type: Statement,
  pluralName: 'statements',
  filter: inputTypes.Statement,
  sortFields: daySortFields('SAID_ON', 'The day of the statement.', {
    SOURCE: { description: 'The position of the words in their source.', column: ({ sourceOrder }) => sourceOrder },
  }),
  conditions: statementConditions,
});

statementList.defineQuery('statements', 'Statements, newest first.');

Rendering.implement({
  description: 'The same words in another publication or language.',
  fields: (t) => ({
    ...declaredFields(t, renderingFields),
    citations: t.field({
      type: [Citation],
      description: 'The evidence for the rendering.',
      ...citationsField('renderingId'),
    }),
  }),
});

Statement.implement({
  description: 'A statement made by a party, or by a source in its own voice.',
  interfaces: [Entry, Versioned, Node],
  fields: (t) => ({
    ...nounFields(t, nounStorage.statement),
    renderings: t.field({
      type: [Rendering],
      description: 'The same words in other publications or languages.',
      ...childrenField('statementId', 'ordinal'),
    }),
  }),
});
