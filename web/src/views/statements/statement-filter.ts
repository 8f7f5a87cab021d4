import type { StatementFilter, StatementMode } from '@chancery/sdk';

export const statementModeOptions: readonly { value: StatementMode; text: string }[] = [
  { value: 'DIRECT', text: 'in quotation marks' },
  { value: 'INDIRECT', text: 'in reported speech' },
  { value: 'MIXED', text: 'reported, with quoted words' },
  { value: 'NARRATED', text: 'told in the source’s own words' },
];

/** What the address asks of statements. What it names is sent as it is: the API says what is wrong with it. */
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
