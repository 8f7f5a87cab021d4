/** The forms of a French adjective: "français" gives "française", "françaises". "letton/lettonne" states the feminine. */
export function inflectFrench(entry: string): string[] {
  const [masculine = '', stated] = entry.split('/');
  const feminine =
    stated ??
    (/e$|é$/.test(masculine) && !/é$/.test(masculine)
      ? masculine
      : /[ée]en$/.test(masculine) || /ien$/.test(masculine)
        ? `${masculine}ne`
        : `${masculine}e`);
  const plural = /[sx]$/.test(masculine) ? masculine : `${masculine}s`;
  return [masculine, feminine, plural, `${feminine}s`];
}

/** The forms of a German adjective: "französisch" gives "französische", "französischen" and so on. */
export const inflectGerman = (adjective: string): string[] =>
  ['e', 'en', 'er', 'em', 'es'].map((ending) => `${adjective}${ending}`);

/** "Frankreichs" */
export const inflectGermanName = (name: string): string[] => (/[sxz]$/.test(name) ? [`${name}'`] : [`${name}s`]);

/** The forms of a Spanish adjective: "francés" gives "francesa", "franceses" and "francesas". */
export function inflectSpanish(adjective: string): string[] {
  if (/o$/.test(adjective)) return ['a', 'os', 'as'].map((ending) => adjective.replace(/o$/, ending));
  if (/[íú]$/.test(adjective)) return [`${adjective}es`, `${adjective}s`];
  if (/[ea]$/.test(adjective)) return [`${adjective}s`];
  const stem = adjective.replace(/[áéíó](?=[ns]$)/, (vowel) => 'aeio'.charAt('áéíó'.indexOf(vowel)));
  return [`${stem}a`, `${stem}es`, `${stem}as`];
}
