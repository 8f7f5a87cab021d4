/** What a row of a table can become. */
export const tableNouns = [
  ...(['visit', 'statement', 'agreement', 'trade-link', 'position', 'figure', 'term'] as const),
  ...(['person', 'organization', 'office'] as const),
] as const;
export type TableNoun = (typeof tableNouns)[number];

/** What an import of a table creates if the record lacks it. */
export const creatable = ['persons', 'sources', 'offices'] as const;
export type Creatable = (typeof creatable)[number];
