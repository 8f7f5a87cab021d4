import { expect, test } from 'vitest';
import { createZipStream } from '../../src/store/export/data-package/zip-stream.ts';
import { toBibtexEntry } from '../../src/store/export/source-references.ts';
import { formatSpreadsheetRow } from '../../src/store/export/write-csv.ts';
import { writeGexf, writeGraphml } from '../../src/store/export/write-network.ts';

test.each([
  ['{NATO} summit', '{NATO} summit'],
  ['a } b', 'a \\textbraceright{} b'],
  ['a { b', 'a \\textbraceleft{} b'],
  ['}{', '\\textbraceright{}\\textbraceleft{}'],
])('BibTeX has balanced braces: %s', (title, expected) => {
  const entry = toBibtexEntry({ key: 's', title, publisher: title, url: 'https://x.test/{a' } as never);
  expect(entry).toContain(`title = {${expected}}`);
  expect(entry).toContain(`author = {{${expected}}}`);
  expect(entry.split('{')).toHaveLength(entry.split('}').length);
});

test('CSV for spreadsheets has no formulas, and numbers as they are', () => {
  expect(formatSpreadsheetRow(['=1+1', '@a', '-5.5', '+3', '-a'])).toBe("'=1+1,'@a,-5.5,+3,'-a\n");
});

test('networks have no characters that XML forbids', async () => {
  const nodes = [{ key: 'A', name: 'a\u0000\u0008\uFFFF\uD800<\u{1F600}\tb' }];
  for (const writeNetwork of [writeGraphml, writeGexf]) {
    let text = '';
    await writeNetwork({ nodes, edges: [] }, async (part) => {
      text += String(part);
    });
    expect(text).toContain('a&lt;\u{1F600}\tb');
  }
});

test.each([
  ['a file', 2_000, 'large.csv'],
  ['the archive', 900, 'large.csv'],
])('%s that is too large for a zip archive is an error that names Parquet', async (_name, maxBytes, file) => {
  const zip = createZipStream(async () => undefined, { maxBytes });
  const text = Array.from({ length: 700 }, (_, index) => (index * 7919) % 65_537).join(' ');
  await expect(zip.addFile(file, (write) => write(text))).rejects.toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringContaining('parquet'),
  });
});
