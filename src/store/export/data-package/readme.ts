import type { PackageInfo, Resource } from './descriptor.ts';

/** Returns the README of a data package. */
export function createReadme(
  { version, permalink, selection, getTruncation }: PackageInfo,
  resources: readonly Resource[],
): string {
  const truncated = getTruncation();
  const has = (name: string): boolean => resources.some((resource) => resource.name === name);
  return `# Chancery: a sourced, dated record of diplomacy

${selection}. Version ${version} (epoch and sequence number of the dataset).
${truncated ? `\n${describeTruncation(truncated)}\n` : ''}
## Files

\`datapackage.json\` describes every column, and the keys that connect the files.

${resources.map(({ name, description }) => `- \`${name}.csv\`: ${description}`).join('\n')}

## Licence

Facts are not subject to copyright; the words of sources are. ${
    has('sources') ? '`sources.csv`' : 'The complete data package, or the list of sources,'
  } states the
publisher and the licence of each source, where one is known, and the tables that end in
\`citations\` state which source supports which field. Before you publish words of a source, check
its licence.${
    has('source-texts') ? '\n\n`source-texts.csv` contains complete texts only of sources whose licence allows it.' : ''
  }

## Citation

Cite the sources of the records that you use, by publisher, title, date and URL. Cite the dataset
with its version:

> Chancery, version ${version}.${permalink === undefined ? '' : ` <${permalink}>`}

## Caveats

- The dataset is not complete. ${has('coverages') ? '`coverages.csv`' : 'The list of coverages'} states for each source what was read, and for which
  period. A missing entry does not mean that nothing happened.
- Dates are no more exact than their source. They are EDTF: \`2023-11\` is a day of that month, and
  \`[2023-10-23..2023-10-29]\` one day of that range. Do not read them as days without a decision.
- Sources disagree. A record has the preferred value of each field; the citations have the others.
- A country is the state that existed on the day, with the name of that time.
- Quoted words and their offsets are not in the tables. The interchange format has them.
`;
}

const limits = { ROWS: 'maximum number of rows', SIZE: 'maximum size' };

const describeTruncation = ({ by, after }: { by: keyof typeof limits; after: string }): string =>
  `**Rows are missing**: the export ended at its ${limits[by]}. The next rows are those after the cursor \`${after}\`.`;
