import { type FigureFilter, figureConditions } from '../db/queries/figure.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import type { figures } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { defineEntryList } from './entry.ts';
import { inputTypes } from './filter-inputs.ts';
import { nounFields } from './output-fields.ts';
import { Entry, Figure, Node, Versioned } from './type-refs.ts';

Figure.implement({
  description: 'A number stated by a party or a source.',
  interfaces: [Entry, Versioned, Node],
  fields: (t) => nounFields(t, nounStorage.figure),
});

defineEntryList<AliasedColumns<typeof figures>, FigureFilter>({
  type: Figure,
  pluralName: 'figures',
  filter: inputTypes.Figure,
  conditions: figureConditions,
}).defineQuery('figures', 'Figures, newest first.');
