export interface PartyName {
  text: string;
  kind: string;
  language?: string | null | undefined;
  start?: string | null | undefined;
  end?: string | null | undefined;
}

/** Omits the display name unless its entry has further details. */
export function omitDisplayName<N extends PartyName>(displayName: string, names: readonly N[]): readonly N[] {
  const matches = names.filter(
    ({ text, kind, language }) => text === displayName && kind === 'SHORT' && language === 'en',
  );
  const [match, ...others] = matches;
  if (match === undefined || others.length > 0 || (match.start ?? match.end ?? null) !== null) return names;
  return names.filter((name) => name !== match);
}
