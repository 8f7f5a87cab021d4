interface PartyName {
  text: string;
  kind: string;
  language?: string | null | undefined;
  from?: string | null | undefined;
  until?: string | null | undefined;
}

/** Omits the display name unless its entry has further details. */
export function nonDefaultNames<N extends PartyName>(shown: string, names: readonly N[]): readonly N[] {
  const alike = names.filter(({ text, kind, language }) => text === shown && kind === 'SHORT' && language === 'en');
  const [only, ...others] = alike;
  if (only === undefined || others.length > 0 || (only.from ?? only.until ?? null) !== null) return names;
  return names.filter((name) => name !== only);
}
