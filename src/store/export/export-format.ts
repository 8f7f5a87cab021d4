import type { Reader } from '../../db/database.ts';
import type { RecordNoun } from '../../model/vocabulary.ts';
import { iterateCompleteRecords } from '../serialize/read-record.ts';
import { toBibtexEntry, toCslItem } from './source-references.ts';
import { writeCsv } from './write-csv.ts';
import { writeGraphml } from './write-graphml.ts';

export type WriteText = (text: string) => Promise<void>;

/** Writes records in a format that other programs read, and returns their number. Only tables are of one noun. */
type WriteRecords = (reader: Reader, write: WriteText, noun: RecordNoun) => Promise<number>;

/** Tables, references and networks. The interchange format is `exportDataset`. */
export const exportFormats = {
  csv: (reader, write, noun) => writeCsv(reader, noun, write),
  csl: writeCsl,
  bibtex: (reader, write) => writeSources(reader, (source) => write(toBibtexEntry(source))),
  graphml: writeGraphml,
} as const satisfies Record<string, WriteRecords>;

export type ExportFormatName = keyof typeof exportFormats;

async function writeCsl(reader: Reader, write: WriteText): Promise<number> {
  let separator = '[\n';
  const count = await writeSources(reader, async (source) => {
    await write(`${separator}${JSON.stringify(toCslItem(source))}`);
    separator = ',\n';
  });
  await write(count === 0 ? '[]\n' : '\n]\n');
  return count;
}

async function writeSources(
  reader: Reader,
  writeSource: (source: Parameters<typeof toCslItem>[0]) => Promise<void>,
): Promise<number> {
  let count = 0;
  for await (const source of iterateCompleteRecords(reader, 'source')) {
    count += 1;
    await writeSource(source);
  }
  return count;
}
