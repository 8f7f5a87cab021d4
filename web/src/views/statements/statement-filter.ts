import type { StatementFilter, StatementMode } from '@chancery/sdk';
import { statementModeLabels } from '../../format/labels.ts';

export const statementModeOptions = Object.entries(statementModeLabels).map(([value, label]) => ({ value, label }));

/** Builds the filter from the URL. Invalid values are sent as they are: the API rejects them with a message. */
export function parseStatementFilter(params: URLSearchParams): StatementFilter {
  const value = (name: string): string | undefined => params.get(name)?.trim() || undefined;
  const [text, speaker, mode, from, until, about] = ['text', 'speaker', 'mode', 'from', 'until', 'about'].map(value);
  const certainty = value('dates') === 'possible' ? 'POSSIBLE' : 'CERTAIN';
  return {
    ...(text && { text }),
    ...(speaker && { speaker: { name: { contains: speaker } } }),
    ...(mode && { mode: [mode as StatementMode] }),
    ...((from || until) && {
      saidOn: { certainty, ...(from && { onOrAfter: from }), ...(until && { onOrBefore: until }) },
    }),
    ...(about && { about: { name: { contains: about } } }),
  };
}
