import { basename } from 'node:path';
import { listRecordColumns } from '../../store/export/record-columns.ts';
import { getTableFields } from './noun-fields.ts';
import { quoteYaml } from './quote-yaml.ts';
import { type TableNoun, tableNouns } from './table-nouns.ts';

const listKinds: ReadonlySet<string> = new Set(['references', 'list']);

/** Returns the noun of a table with the columns of an export; undefined for other tables. */
export function detectExportNoun(columns: readonly string[]): TableNoun | undefined {
  if (!columns.includes('key')) return undefined;
  const [best] = tableNouns
    .map((noun) => ({ noun, names: listRecordColumns(noun).map(({ name }) => name) }))
    .filter(({ names }) => columns.every((column) => names.includes(column)))
    .toSorted((one, other) => one.names.length - other.names.length);
  return best && columns.length > best.names.length / 2 ? best.noun : undefined;
}

/** Proposes a mapping for a table that Chancery exported, as lines of YAML. Rows that are not edited change nothing. */
export function proposeExportMapping(
  path: string,
  { source, noun }: { source: string; noun: TableNoun },
  columns: readonly string[],
): string[] {
  const fields = [...getTableFields(noun)].flatMap(([name, { kind }]) => {
    if (kind === 'travellers')
      return columns.includes('travellers.party')
        ? [
            {
              name,
              line: '{ column: travellers.party, separator: "; ", term: travellers.term, country: travellers.country }',
            },
          ]
        : [];
    if (!columns.includes(name)) return [];
    return [{ name, line: listKinds.has(kind) ? `{ column: ${name}, separator: "; " }` : name }];
  });
  const used = new Set(['key', ...fields.map(({ name }) => name)]);
  const isUsed = (column: string): boolean =>
    used.has(column) || (used.has('travellers') && /^travellers\.(?:party|term|country)$/.test(column));
  return [
    `noun: ${noun}`,
    'source: # cited by the records that were edited',
    `  key: ${quoteYaml(source)}`,
    '  publisher: Unpublished # edit: who edited the table',
    `  title: ${quoteYaml(basename(path))}`,
    'key: "{key}"',
    'existing: key # a row that was not edited leaves its record unchanged',
    'missing: [""]',
    'fields:',
    ...fields.map(({ name, line }) => `  ${name}: ${line}`),
    `ignored: [${columns
      .filter((column) => !isUsed(column))
      .map(quoteYaml)
      .join(', ')}]`,
  ];
}
