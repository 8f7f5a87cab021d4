import type { RecordJson } from '../../../model/record-diff.ts';
import { partyNouns, type RecordNoun } from '../../../model/vocabulary.ts';
import type { Column, Row, Table, Write } from '../table.ts';
import { writeCsv } from '../write-csv.ts';
import { createDescriptor, type PackageInfo, type Resource } from './descriptor.ts';
import { createReadme } from './readme.ts';
import { listRecordTables, partyTable } from './record-tables.ts';
import { createZipStream } from './zip-stream.ts';

/** The tables of a data package. */
export interface PackageContents extends PackageInfo {
  /** The nouns of the records, with the names of their tables. */
  nouns: readonly { noun: RecordNoun; name: string }[];
  /** Starts again from the first record at each call. */
  readRecords(noun: RecordNoun): AsyncIterable<RecordJson>;
  /** Tables of other rows than records. */
  tables: readonly (Omit<Resource, 'columns'> & Table)[];
  /** Returns the text of a source, if its licence allows it to be held. */
  readHeldText(sourceKey: string): Promise<string | undefined>;
}

type File = Resource & { readRows(): AsyncIterable<Row> };

/** Writes a data package as a zip archive: a CSV file per table, a descriptor and a README, which state whether it is complete. */
export async function writeDataPackage(contents: PackageContents, write: Write): Promise<void> {
  const files = listFiles(contents);
  const tableNames = new Map(contents.nouns.map(({ noun, name }) => [noun as string, name]));
  if (files.some(({ name }) => name === partyTable.name)) tableNames.set('party', partyTable.name);
  const zip = createZipStream(write);
  for (const { name, columns, readRows } of files)
    await zip.addFile(`${name}.csv`, (writeText) =>
      writeCsv({ columns, rows: readRows() }, (text) => writeText(String(text))),
    );
  const descriptor = createDescriptor(contents, files, tableNames);
  await zip.addFile('datapackage.json', (writeText) => writeText(`${JSON.stringify(descriptor, null, 2)}\n`));
  await zip.addFile('README.md', (writeText) => writeText(createReadme(contents, files)));
  await zip.finish();
}

function listFiles({ nouns, readRecords, tables, readHeldText }: PackageContents): File[] {
  const readRows = async function* (of: readonly RecordNoun[], toRows: (record: RecordJson) => Row[]) {
    for (const noun of of) for await (const record of readRecords(noun)) yield* toRows(record);
  };
  const isComplete = partyNouns.every((party) => nouns.some(({ noun }) => noun === party));
  const hasSources = nouns.some(({ noun }) => noun === 'source');
  return [
    ...nouns.flatMap(({ noun, name }) =>
      listRecordTables(noun, name).map((table) => ({ ...table, readRows: () => readRows([noun], table.toRows) })),
    ),
    ...(isComplete ? [{ ...partyTable, readRows: () => readRows(partyNouns, partyTable.toRows) }] : []),
    ...(hasSources ? [{ ...heldTexts, readRows: () => readHeldTexts(readRecords('source'), readHeldText) }] : []),
    ...tables.map(({ rows, ...table }) => ({ ...table, readRows: () => rows })),
  ];
}

const textColumn = (name: string, description: string, refersTo?: string): Column => ({
  name,
  type: 'string',
  isList: false,
  description,
  isRequired: true,
  refersTo,
});

const heldTexts: Resource = {
  name: 'source-texts',
  description: 'The complete texts of the sources whose licence allows it.',
  columns: [
    textColumn('source', 'The key of the source.', 'source'),
    textColumn('licence', 'Its licence.'),
    textColumn('text', 'Its text.'),
  ],
  primaryKey: ['source'],
};

async function* readHeldTexts(
  sources: AsyncIterable<RecordJson>,
  readHeldText: PackageContents['readHeldText'],
): AsyncGenerator<Row> {
  for await (const { key, licence, textRetention } of sources) {
    if (textRetention !== 'RETAINED' || licence === undefined) continue;
    const text = await readHeldText(String(key));
    if (text !== undefined) yield [String(key), String(licence), text];
  }
}
