import type { StatementFilter } from '../db/queries/statement.ts';
import { type StatementDimension, selectStatementCounts } from '../db/queries/statement-count.ts';
import { number, oneOf, reference } from '../model/nouns/field-kinds.ts';
import { statementModes } from '../model/vocabulary.ts';
import { defineCounts } from './aggregation.ts';
import { statementDimensions } from './enums.ts';
import { inputTypes } from './filter-inputs.ts';

const optional = { optional: true } as const;

defineCounts<StatementDimension, StatementFilter>({
  name: 'Statement',
  pluralName: 'statements',
  dimensions: statementDimensions,
  filter: inputTypes.Statement,
  fields: {
    year: number('The year of the day that entries are sorted by.', optional),
    speaker: reference('party', 'The speaker; null for the voice of the source itself.', optional),
    speakerCountry: reference(
      'country',
      'The country whose office the speaker held; for a country, the country itself; for an organization, its country. Null if none is on record.',
      optional,
    ),
    about: reference('party', 'The party that the statements are about; null if there is none.', optional),
    mode: oneOf(statementModes, 'How the source reports the words.', optional),
    count: number('The number of statements.'),
  },
  selectCounts: selectStatementCounts,
  columns: { count: 'statements' },
});
