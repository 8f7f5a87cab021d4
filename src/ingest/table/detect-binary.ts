/** Files that are no tables, by their first bytes in Latin-1, and what to do instead. */
const signatures: readonly (readonly [start: string, fault: string])[] = [
  ['\xd0\xcf\x11\xe0', 'The file is an Excel workbook of the old format (.xls). Save it as .xlsx or CSV.'],
  ['%PDF-', 'The file is a PDF document. Save the table in it as CSV or .xlsx.'],
  ['PAR1', 'The file is a Parquet file. Save the table as CSV or JSON Lines.'],
  ['SQLite format 3\0', 'The file is an SQLite database. Save a table of it as CSV.'],
  ['\x89PNG', 'The file is a picture. A table is CSV, an Excel workbook (.xlsx), JSON or JSON Lines.'],
  ['\xff\xd8\xff', 'The file is a picture. A table is CSV, an Excel workbook (.xlsx), JSON or JSON Lines.'],
  ['GIF8', 'The file is a picture. A table is CSV, an Excel workbook (.xlsx), JSON or JSON Lines.'],
  ['BZh', 'The file is compressed. Unpack it.'],
  ['\xfd7zXZ', 'The file is compressed. Unpack it.'],
  ['\x28\xb5\x2f\xfd', 'The file is compressed. Unpack it.'],
  ['7z\xbc\xaf', 'The file is an archive. Unpack it.'],
  ['Rar!', 'The file is an archive. Unpack it.'],
];

/** Text has few control characters. A single one is a damaged cell, which reading reports. */
const maxShareOfControls = 0.02;
const minControls = 4;

/** Returns why a file whose text is not UTF-16 is no table, by its first bytes; undefined for text. */
export function findBinaryFault(sample: Buffer): string | undefined {
  const start = sample.toString('latin1', 0, 16);
  const known = signatures.find(([signature]) => start.startsWith(signature));
  if (known) return known[1];
  const controls = sample.filter((byte) => byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d)).length;
  return controls >= minControls && controls > sample.length * maxShareOfControls
    ? 'The file is not text. A table is CSV, an Excel workbook (.xlsx), JSON or JSON Lines.'
    : undefined;
}
