import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFormats } from '../../src/ingest/import-formats.ts';
import { type ImportReport, importRecords } from '../../src/ingest/import-records.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';

const shared = resolve('../shared/data/ungdc');
const absent = !existsSync(shared);
if (absent) console.warn(`Skipped: ${shared} is not here.`);

const { speeches } = importFormats;
if (!speeches) throw new Error('There is no format "speeches".');
const importSpeeches = (fixture: ApiFixture, path: string): Promise<ImportReport> =>
  importRecords(fixture.db, speeches.read(fixture.db, path, {}), {
    importer: 'speeches',
    countScope: speeches.countScope,
    isCompleteInput: speeches.isCompleteInput,
  });

/** Temporary speech files with a link to the real workbook. */
function folderWith(
  files: Record<string, string | Uint8Array>,
  workbook: string | undefined = join(shared, 'Speakers_by_session.xlsx'),
) {
  const path = mkdtempSync(join(tmpdir(), 'speeches-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
  if (workbook !== '') symlinkSync(workbook, join(path, 'Speakers_by_session.xlsx'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}

const speech = `query ($key: String!) { entry(key: $key) { ... on Statement {
  summary speaker { key name } speakerTerm { key } mode language spokenLanguage saidOn { edtf basis verbatim } text
  about { key } addressees { key } citations { field basis source { key sha256 length } spans { words start end } }
} } }`;

describe.skipIf(absent)('speeches in the UN general debate', () => {
  let fixture: ApiFixture;
  let report: ImportReport;
  beforeAll(async () => {
    fixture = await openApiFixture();
    report = await importSpeeches(fixture, shared);
  });
  afterAll(() => fixture?.[Symbol.asyncDispose]());

  test('imports all 56 speeches of the session of 2022 once', async () => {
    expect(await speeches.estimateCount?.(shared)).toBe(56);
    expect(report).toMatchObject({ rejected: 0, updated: 0, vanished: 0 });
    expect(await importSpeeches(fixture, shared)).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: report.created,
      vanished: 0,
    });
  });

  test('a speech is a statement with its full text, file and speaker', async () => {
    const { data, errors } = await fixture.execute(speech, { key: 'ungdc:KAZ_77_2022' });
    expect(errors).toBeUndefined();
    const file = readFileSync(join(shared, 'session-77-2022/KAZ_77_2022.txt'), 'utf8');
    const { text, citations, ...rest } = data.entry;
    expect(text).toBe(file.trim());
    expect(rest).toEqual({
      summary:
        'Kassym-Jomart Tokayev, President, spoke for Kazakhstan in the general debate of the United Nations General Assembly, session 77.',
      speaker: { key: 'kassym-jomart-tokayev', name: 'Kassym-Jomart Tokayev' },
      speakerTerm: { key: 'tokayev-president-of-kazakhstan' },
      mode: 'DIRECT',
      language: 'en',
      spokenLanguage: null,
      saidOn: { edtf: '2022-09/2022-10', basis: 'INFERRED', verbatim: 'KAZ_77_2022' },
      about: [],
      addressees: [],
    });
    const [words] = citations.filter((one: { field: string }) => one.field === 'text');
    expect(words.source).toMatchObject({ key: 'ungdc:KAZ_77_2022', length: [...file].length });
    const [span] = words.spans;
    expect([...file].slice(span.start, span.end).join('')).toBe(span.words);
  });

  test("uses the people of the dossier and a foreign minister's term; accepts a speaker for a body that is not a country", async () => {
    const lavrov = await fixture.execute(speech, { key: 'ungdc:RUS_77_2022' });
    expect(lavrov.data.entry).toMatchObject({
      speaker: { key: 'sergei-lavrov' },
      speakerTerm: { key: 'lavrov-foreign-minister-of-russia' },
    });
    const michel = await fixture.execute(speech, { key: 'ungdc:EU_77_2022' });
    expect(michel.data.entry).toMatchObject({ speaker: { key: 'ungdc:EU:charles-michel' }, speakerTerm: null });
    expect(report.notes.map(({ note }) => note)).toContainEqual(
      expect.stringMatching(
        /^"Reem Bint Ebrahim A1 Hashimy" contains a digit, probably an OCR error in row \d+ of the workbook\.$/,
      ),
    );
  });

  test('rejects invalid speeches with the reason and imports the others', async () => {
    using folder = folderWith({
      'KGZ_77_2022.txt': '\uFEFF  Mr. President, 🇰🇬 greets you.\n',
      'KAZ_77_2023.txt': 'No row has that year.',
      'PAK_17_1962.txt': 'Two rows have that speech.',
      'FRA_77_2022.txt': new Uint8Array([0x4d, 0xe9, 0x6c]),
      'USA_77_2022.txt': ' \n',
      'README.txt': 'No speech.',
    });
    await using own = await openApiFixture({ dossier: false });
    const { rejections } = await importSpeeches(own, folder.path);
    expect(rejections.map(({ file, reason }) => [file, reason])).toEqual([
      ['FRA_77_2022.txt', 'The file is not UTF-8 text.'],
      ['KAZ_77_2023.txt', 'The workbook has no row for KAZ_77_2023, so the speaker is unknown.'],
      ['PAK_17_1962.txt', expect.stringMatching(/^The workbook has 2 speakers for PAK_17_1962: /)],
      ['USA_77_2022.txt', 'The file is empty.'],
    ]);
    const { data } = await own.execute(speech, { key: 'ungdc:KGZ_77_2022' });
    expect(data.entry.text).toBe('Mr. President, 🇰🇬 greets you.');
    expect(data.entry.citations[0].spans).toEqual([{ words: 'Mr. President, 🇰🇬 greets you.', start: 3, end: 32 }]);
  });

  test('reads a present-day code as the state of the day, preserves separate seats, and rejects a code and a label that differ', async () => {
    const words = 'Mr. President!';
    using folder = folderWith({
      'RUS_39_1984.txt': words,
      'BLR_25_1970.txt': words,
      'YUG_20_1965.txt': words,
      'YDYE_44_1989.txt': words,
      'SWE_56_2001.txt': words,
    });
    await using own = await openApiFixture({ dossier: false });
    const { notes, rejections } = await importSpeeches(own, folder.path);
    const { data } = await own.execute('{ statements(first: 10) { nodes { key summary saidOn { edtf basis } } } }');
    const spoke = (data.statements.nodes as { key: string; summary: string }[]).map(({ key, summary }) => [
      key,
      / spoke for (.*) in the /.exec(summary)?.[1],
    ]);
    expect(Object.fromEntries(spoke)).toEqual({
      'ungdc:RUS_39_1984': 'the Soviet Union',
      'ungdc:BLR_25_1970': 'Belarus',
      'ungdc:YUG_20_1965': 'the Socialist Federal Republic of Yugoslavia',
      'ungdc:YDYE_44_1989': 'South Yemen',
    });
    expect(
      data.statements.nodes.every(({ saidOn }: { saidOn: object }) => JSON.stringify(saidOn).includes('STATED')),
    ).toBe(true);
    expect(notes.map(({ note }) => note)).toContain(
      '"RUS" is the code of RU, but in 1984 the state was SUHH: "USSR" was interpreted as SUHH.',
    );
    expect(rejections.map(({ reason }) => reason)).toEqual([
      'The code "SWE" is that of SE, but "Swaziland" is the name of SZ in 2001.',
    ]);
  });

  test('rejects a folder without speeches, without the workbook, or with another file under its name', async () => {
    await using own = await openApiFixture({ dossier: false });
    using empty = folderWith({});
    await expect(importSpeeches(own, empty.path)).rejects.toThrow('has no speeches');
    using alone = folderWith({ 'KAZ_77_2022.txt': 'Words.' }, '');
    await expect(importSpeeches(own, alone.path)).rejects.toThrow(
      'must have one workbook Speakers_by_session.xlsx, which names the speakers (found 0)',
    );
    using broken = folderWith({ 'KAZ_77_2022.txt': 'Words.', 'Speakers_by_session.xlsx': 'no workbook' }, '');
    await expect(importSpeeches(own, broken.path)).rejects.toThrow('is not an Excel workbook');
    await expect(importSpeeches(own, join(broken.path, 'KAZ_77_2022.txt'))).rejects.toThrow(
      'is a file. Give the folder with the speeches',
    );
  });
});
