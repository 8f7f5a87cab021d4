import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type SQL, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/db/database.ts';
import { SourceText, verifySpan } from '../../src/model/source-text.ts';
import { checkSourceSpans, type SourceCheckReport } from '../../src/store/check-source-spans.ts';
import { SourceTextFiles } from '../../src/store/source-text-files.ts';
import { openTemporaryDatabase } from '../helpers/temporary-database.ts';
import { openCliSandbox } from './cli-sandbox.ts';

const place = openCliSandbox({ here: true });
afterAll(() => place[Symbol.dispose]());

const sumOf = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');
const pointsOf = (text: string): number => [...text].length;

/** Finds the offsets of the words without the code under test. */
function spanOf(text: string, words: string) {
  const start = pointsOf(text.slice(0, text.indexOf(words)));
  return { words, start, end: start + pointsOf(words) };
}

// A byte order mark, surrogate pairs, combining marks, composed and decomposed letters, and CRLF.
const gazette = [
  '\uFEFF🇫🇷 “Don’t wait … come now,” Ada 👩🏽‍🚀 said.\r\n',
  'In Orléans she met Zoe\u0308 of “𝔘nion 🤝 Trade”, who’d agreed.\n',
  'Ada said it twice: come now. 🕊️\n',
].join('');
const almanac = 'Ada Example 🌍 was born in Orléans and is a person of this text.\n';

const cite = (text: string, source: string, field: string | undefined, ...words: string[]) => ({
  source,
  ...(field !== undefined && { field }),
  basis: 'STATED',
  spans: words.map((one) => spanOf(text, one)),
});
const records = [
  { noun: 'source', key: 'gazette', publisher: 'The Gazette', sha256: sumOf(gazette), length: pointsOf(gazette) },
  { noun: 'source', key: 'almanac', publisher: 'The Almanac', sha256: sumOf(almanac), length: pointsOf(almanac) },
  { noun: 'source', key: 'hearsay', publisher: 'Nobody' },
  { noun: 'person', key: 'ada', name: 'Ada', citations: [cite(gazette, 'gazette', 'name', 'Ada')] },
  {
    noun: 'person',
    key: 'zoe',
    name: 'Zoe\u0308',
    citations: [
      cite(gazette, 'gazette', 'name', 'Zoe\u0308 of “𝔘nion 🤝 Trade”'),
      cite(gazette, 'gazette', undefined, 'who’d agreed'),
    ],
  },
  { noun: 'office', key: 'fr:president', title: 'President of France', rank: 'HEAD_OF_STATE', country: 'FR' },
  {
    noun: 'term',
    key: 'ada-president',
    office: 'fr:president',
    person: 'ada',
    start: '2020',
    citations: [cite(almanac, 'almanac', 'start', 'a person')],
  },
  {
    noun: 'statement',
    key: 's1',
    summary: 'Ada asked them to come.',
    speaker: 'ada',
    mode: 'DIRECT',
    saidOn: '2023-11-01',
    text: 'Don’t wait … come now,',
    language: 'en',
    renderings: [
      {
        text: 'come now',
        language: 'en',
        method: 'ORIGINAL',
        citations: [cite(gazette, 'gazette', 'text', 'come now. 🕊️')],
      },
    ],
    citations: [
      cite(gazette, 'gazette', 'text', 'Don’t wait … come now,', '🇫🇷 “Don’t'),
      cite(gazette, 'gazette', 'speaker', 'Ada 👩🏽‍🚀 said', 'Orléans'),
      cite(almanac, 'almanac', 'speaker', 'Ada Example 🌍 was born in Orléans'),
    ],
  },
];
const total = 10;

const texts = place.resolve('texts');
const template = place.resolve('template.db');

beforeAll(async () => {
  mkdirSync(join(texts, 'deep/er'), { recursive: true });
  writeFileSync(join(texts, 'deep/er/gazette.txt'), gazette);
  writeFileSync(join(texts, 'almanac'), almanac);
  writeFileSync(join(texts, 'other.bin'), Buffer.from([0xff, 0xfe, 0, 1]));
  writeFileSync(place.resolve('records.jsonl'), records.map((record) => JSON.stringify(record)).join('\n'));
  const { code, out } = await place.run([
    'import',
    'entries',
    place.resolve('records.jsonl'),
    '--db',
    template,
    '--accept-unverified',
    '--json',
  ]);
  expect(out).toContain('"rejected": 0');
  expect(code).toBe(0);
});

let copies = 0;
/** Opens the record and runs these statements on it. */
async function planted(from: string, statements: readonly SQL[]): Promise<string> {
  const path = place.resolve(`planted-${copies++}.db`);
  copyFileSync(from, path);
  await using db = await openDatabase({ path });
  await db.write((tx) => {
    for (const statement of statements) tx.run(statement);
  });
  return path;
}

const flagsOf = (folders: readonly string[]): string[] => folders.flatMap((folder) => ['--sources', folder]);

async function check(path: string, ...folders: string[]) {
  const { code, out, err } = await place.run(['check', '--json', '--db', path, ...flagsOf(folders)]);
  expect(err).toBe('');
  const { problems, sources }: { problems: string[]; sources: SourceCheckReport } = JSON.parse(out);
  return { code, problems, sources };
}

const printed = async (path: string, ...folders: string[]): Promise<string> =>
  (await place.run(['check', '--db', path, ...flagsOf(folders)])).out;

const change = (words: string, to: SQL): SQL => sql`UPDATE "spans" SET ${to} WHERE "words" = ${words}`;
const reword = (words: string, to: string): SQL => change(words, sql`"words" = ${to}`);
const shift = (words: string, start: number, end: number): SQL =>
  change(words, sql`"start" = "start" + ${start}, "end" = "end" + ${end}`);
const move = (words: string, start: number, end: number): SQL => change(words, sql`"start" = ${start}, "end" = ${end}`);
const cited = (words: string, source: string): SQL =>
  sql`UPDATE "citations" SET "source_id" = (SELECT "id" FROM "sources" WHERE "key" = ${source})
    WHERE "id" = (SELECT "citation_id" FROM "spans" WHERE "words" = ${words})`;

describe('a text of emoji, combining marks and curly quotes', () => {
  const at = (words: string) => spanOf(gazette, words);
  const inUnits = gazette.indexOf('Zoe\u0308 of “𝔘nion 🤝 Trade”');
  const inBytes = Buffer.from(gazette.slice(0, gazette.indexOf('Zoe\u0308'))).length;
  const union = 'Zoe\u0308 of “𝔘nion 🤝 Trade”';
  const wait = 'Don’t wait … come now,';

  test('passes with every span verified', async () => {
    const { code, problems, sources } = await check(template, texts);
    expect([problems, sources, code]).toEqual([
      [],
      { spans: total, verified: total, texts: 2, missed: [], unreadable: [] },
      0,
    ]);
    expect(await printed(template, texts)).toMatch(/\nverified 10 of 10 spans in 2 texts\nNo problems\.\n$/);
  });

  interface Planted {
    error: string;
    statements: SQL[];
    of: string;
    field: string | null;
    reason: string;
  }
  const errors: Planted[] = [
    {
      error: 'one letter changed',
      statements: [reword('Orléans', 'Orléens')],
      of: 'statement "s1"',
      field: 'speaker',
      reason: `The text has "Orléans" there, not "Orléens". They first differ at ${at('Orléans').start + 4}: the text has U+0061, the words have U+0065.`,
    },
    {
      error: 'a curly quote made straight',
      statements: [reword('🇫🇷 “Don’t', '🇫🇷 "Don’t')],
      of: 'statement "s1"',
      field: 'text',
      reason:
        'The text has "🇫🇷 “Don’t" there, not "🇫🇷 \\"Don’t". They first differ at 4: the text has U+201C, the words have U+0022.',
    },
    {
      error: 'an apostrophe made straight',
      statements: [reword('who’d agreed', "who'd agreed")],
      of: 'person "zoe"',
      field: null,
      reason: `They first differ at ${at('who’d').start + 3}: the text has U+2019, the words have U+0027.`,
    },
    {
      error: 'an ellipsis written as three dots',
      statements: [reword(wait, wait.replace('…', '...'))],
      of: 'statement "s1"',
      field: 'text',
      reason: `They first differ at ${at(wait).start + 11}: the text has U+2026, the words have U+002E.`,
    },
    {
      error: 'a letter in two code points for one of one',
      statements: [reword('Ada Example 🌍 was born in Orléans', 'Ada Example 🌍 was born in Orle\u0301ans')],
      of: 'statement "s1"',
      field: 'speaker',
      reason: 'They first differ at 29: the text has U+00E9, the words have U+0065.',
    },
    {
      error: 'a start off by one',
      statements: [shift('Ada 👩🏽‍🚀 said', 1, 0)],
      of: 'statement "s1"',
      field: 'speaker',
      reason: `The text has "da 👩🏽‍🚀 said" there, not "Ada 👩🏽‍🚀 said". The words occur at ${at('Ada 👩').start} to ${at('Ada 👩').start + 13}.`,
    },
    {
      error: 'an end off by one',
      statements: [shift('a person', 0, 1)],
      of: 'term "ada-president"',
      field: 'start',
      reason: 'The text has "a person " there, not "a person". The words occur at 41 to 49.',
    },
    {
      error: 'an end past the end of the text',
      statements: [shift('come now. 🕊️', 5, 5)],
      of: 'rendering 1 of statement "s1"',
      field: 'text',
      reason: `The span is past the end: the text has ${pointsOf(gazette)} code points. The words occur at ${at('come now. ').start} to`,
    },
    {
      error: 'offsets in units of UTF-16',
      statements: [move(union, inUnits, inUnits + union.length)],
      of: 'person "zoe"',
      field: 'name',
      reason: `The words occur at ${at(union).start} to ${at(union).end}.`,
    },
    {
      error: 'a span moved to another source',
      statements: [cited('Ada', 'almanac')],
      of: 'person "ada"',
      field: 'name',
      reason: 'there, not "Ada". The words occur at 0 to 3.',
    },
  ];

  test.each(errors)('$error', async ({ statements, ...miss }) => {
    const { code, sources } = await check(await planted(template, statements), texts);
    expect(sources).toMatchObject({ spans: total, verified: total - 1, missed: [{ of: miss.of, field: miss.field }] });
    expect(sources.missed[0]?.reason).toContain(miss.reason);
    expect(code).toBe(1);
  });

  test('reports offsets in bytes', async () => {
    const { code, sources } = await check(
      await planted(template, [move(union, inBytes, inBytes + Buffer.from(union).length)]),
      texts,
    );
    expect(sources.missed).toMatchObject([
      { of: 'person "zoe"', reason: expect.stringContaining(`at ${at(union).start} to`) },
    ]);
    expect(code).toBe(1);
  });

  test('reports all errors together', async () => {
    const path = await planted(
      template,
      errors.flatMap(({ statements }) => statements),
    );
    const { code, sources } = await check(path, texts);
    expect(sources).toMatchObject({ spans: total, verified: 0 });
    const brief = (miss: object): string => ('of' in miss && 'field' in miss ? `${miss.of} ${miss.field}` : 'a source');
    expect(sources.missed.map(brief).sort()).toEqual(errors.map(brief).sort());
    expect(code).toBe(1);
    const out = await printed(path, texts);
    expect(out).toContain('\n  gazette, statement "s1", speaker, ');
    expect(out).toContain(
      `\n  gazette, person "zoe", ${at('who’d').start} to ${at('who’d agreed').end}: The text has `,
    );
    expect(out).toMatch(/\nverified 0 of 10 spans in 2 texts\n\d+ problems\.\n$/);
  });

  test('reports a span of a source that has no text', async () => {
    const path = await planted(template, [cited('a person', 'hearsay')]);
    const { code, sources } = await check(path, texts);
    const missed = [{ source: 'hearsay', spans: 1, reason: 'It has spans, but no `sha256` that identifies its text.' }];
    expect([sources, code]).toEqual([{ spans: total, verified: total - 1, texts: 2, missed, unreadable: [] }, 1]);
    expect(await printed(path, texts)).toContain(
      '\n  hearsay, 1 span: It has spans, but no `sha256` that identifies its text.\n',
    );
  });

  test('reports an altered sha256 with one line for the source', async () => {
    const sha256 = sumOf('another text');
    const { code, sources } = await check(
      await planted(template, [sql`UPDATE "sources" SET "sha256" = ${sha256} WHERE "key" = 'gazette'`]),
      texts,
    );
    const missed = [{ source: 'gazette', spans: 8, reason: `Its text is missing: no file has the SHA-256 ${sha256}.` }];
    expect([sources, code]).toEqual([{ spans: total, verified: 2, texts: 1, missed, unreadable: [] }, 1]);
  });

  test('reports a wrong length, also of a source without spans', async () => {
    const path = await planted(template, [
      sql`UPDATE "sources" SET "length" = ${pointsOf(almanac) + 1} WHERE "key" = 'almanac'`,
      sql`UPDATE "sources" SET "sha256" = ${sumOf(gazette)}, "length" = ${gazette.length} WHERE "key" = 'hearsay'`,
    ]);
    const { code, sources } = await check(path, texts);
    const reason = (length: number, text: string) =>
      `Its length is ${length} on record, but its text has ${pointsOf(text)} code points.`;
    expect(sources).toMatchObject({ verified: total });
    expect(sources.missed).toEqual([
      { source: 'almanac', spans: 2, reason: reason(pointsOf(almanac) + 1, almanac) },
      { source: 'hearsay', spans: 0, reason: reason(gazette.length, gazette) },
    ]);
    expect(code).toBe(1);
  });

  test('checks many spans of one citation and of many, many sources', async () => {
    const numbers = sql`(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200) SELECT i FROM n)`;
    const path = await planted(template, [
      sql`INSERT INTO "sources" ("key", "publisher", "sha256", "length") SELECT 'copy-' || i, 'Copyist', ${sumOf(almanac)}, ${pointsOf(almanac)} FROM ${numbers}`,
      sql`INSERT INTO "spans" SELECT "citation_id", i, "words", "start", "end", "is_verified" FROM "spans", ${numbers} WHERE "words" = 'a person'`,
      sql`INSERT INTO "citations" ("party_id", "source_id", "basis", "ordinal") SELECT "party_id", "source_id", "basis", 100 + i
        FROM "citations", ${numbers} WHERE "id" = (SELECT "citation_id" FROM "spans" WHERE "words" = 'who’d agreed')`,
      sql`INSERT INTO "spans" SELECT "id", 0, 'Ada', 5, 8, 0 FROM "citations" WHERE "ordinal" > 100`,
    ]);
    const { code, sources } = await check(path, texts);
    expect(sources).toMatchObject({ spans: total + 2400, verified: total + 1200, texts: 2 });
    expect([sources.missed.length, new Set(sources.missed.map(({ source }) => source)), code]).toEqual([
      1200,
      new Set(['gazette']),
      1,
    ]);
  });

  test('reports a text that is not valid UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('Zoë '), Buffer.from([0xe9]), Buffer.from('t')]);
    writeFileSync(place.resolve('latin1.txt'), bytes);
    const path = await planted(template, [
      sql`UPDATE "sources" SET "sha256" = ${sumOf(bytes)} WHERE "key" = 'almanac'`,
    ]);
    const { code, sources } = await check(path, texts, place.resolve('latin1.txt'));
    expect(sources.missed).toEqual([
      {
        source: 'almanac',
        spans: 2,
        reason: 'The text in latin1.txt is not valid UTF-8 (at byte 5). Offsets count code points of UTF-8.',
      },
    ]);
    expect(code).toBe(1);
  });
});

describe('the location of texts', () => {
  test('may be several folders or files; a setting names one, and the flag takes precedence', async () => {
    const [deep, file] = [join(texts, 'deep'), join(texts, 'almanac')];
    expect((await check(template, deep, file)).sources).toMatchObject({ verified: total });
    expect((await check(template, deep)).sources).toMatchObject({
      verified: 8,
      missed: [{ source: 'almanac', spans: 2 }],
    });
    const checkWith = async (...flags: string[]) =>
      JSON.parse((await place.run(['check', '--json', '--db', template, ...flags], { CHANCERY_SOURCES: texts })).out)
        .sources;
    expect(await checkWith()).toMatchObject({ verified: total });
    expect(await checkWith('--sources', file)).toMatchObject({ verified: 2 });
  });

  test('may be omitted: only the database is checked', async () => {
    const { code, out } = await place.run(['check', '--json', '--db', template]);
    expect([Object.keys(JSON.parse(out)).sort(), code]).toEqual([['checked', 'problems'], 0]);
  });

  test('must exist: a missing folder is a usage error', async () => {
    const missing = place.resolve('nowhere');
    const failure = { code: 2, out: '', err: `There is no file or folder ${missing}.\n` };
    expect(await place.run(['check', '--db', template, '--sources', missing])).toEqual(failure);
    expect(await place.run(['check', '--db', template], { CHANCERY_SOURCES: missing })).toEqual(failure);
  });

  test('may contain unreadable files, which are reported, and cyclic links', async () => {
    const folder = place.resolve('odd');
    mkdirSync(folder);
    symlinkSync(folder, join(folder, 'again'));
    symlinkSync(place.resolve('gone'), join(folder, 'dangling'));
    symlinkSync(join(texts, 'almanac'), join(folder, 'linked'));
    writeFileSync(join(folder, 'secret'), gazette);
    chmodSync(join(folder, 'secret'), 0);
    const { code, sources } = await check(template, folder);
    // Root can read it regardless.
    const readable = process.getuid?.() === 0;
    expect(sources).toMatchObject({ verified: readable ? total : 2, unreadable: expect.any(Array) });
    expect(await printed(template, folder)).toContain(`\n  ${join(folder, 'dangling')} can't be read: ENOENT`);
    expect(code).toBe(readable ? 0 : 1);
  });
});

test('finds a text that is added later, moved or overwritten', () => {
  const folder = place.resolve('growing');
  mkdirSync(folder);
  const found = new SourceTextFiles([folder]);
  expect(found.findBySha256(sumOf('one'))).toBeUndefined();
  writeFileSync(join(folder, 'a'), 'one');
  writeFileSync(join(folder, 'b'), 'two');
  expect(found.findBySha256(sumOf('two'))?.length).toBe(3);
  writeFileSync(join(folder, 'a'), 'three');
  expect(found.findBySha256(sumOf('one'))).toBeUndefined();
  writeFileSync(join(folder, 'c'), 'one');
  expect(found.findBySha256(sumOf('one'))?.slice(0, 2)).toBe('on');
  expect(found.findBySha256(sumOf('three'))?.length).toBe(5);
});

// Long enough for several index marks, with characters of one and two code units.
const characters = fc.constantFrom('a', 'b', 'é', 'e\u0301', '…', '’', '🕊️', '𝔘', '👩🏽‍🚀', '\r\n', '\uFEFF', '漢');
const longText = fc.array(characters, { maxLength: 1_500, size: 'max' }).map((all) => all.join(''));
const part = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 40 }));

test('slices by code point, and finds all occurrences of words', () => {
  fc.assert(
    fc.property(longText, part, (whole, [where, size]) => {
      const points = [...whole];
      const text = new SourceText(whole);
      const start = Math.floor(where * points.length);
      const words = points.slice(start, start + size).join('');
      expect(text.length).toBe(points.length);
      expect(text.slice(start, start + size)).toBe(words);
      const places = points.flatMap((_, at) =>
        words !== '' && points.slice(at, at + pointsOf(words)).join('') === words ? [at] : [],
      );
      expect(text.findOffsets(words, points.length + 1)).toEqual(places);
    }),
  );
});

test('verifies a span if and only if its words are at its offsets', () => {
  fc.assert(
    fc.property(
      longText,
      part,
      fc.integer({ min: -2, max: 2 }),
      fc.integer({ min: -2, max: 2 }),
      (whole, [where, size], before, after) => {
        const points = [...whole];
        const start = Math.floor(where * points.length);
        const words = points.slice(start, start + size).join('');
        const span = { words, start: Math.max(0, start + before), end: start + pointsOf(words) + after };
        fc.pre(span.end > span.start);
        const isQuoted = span.end <= points.length && points.slice(span.start, span.end).join('') === words;
        expect(verifySpan(new SourceText(whole), span) === undefined).toBe(isQuoted);
      },
    ),
  );
});

test('slices the end of a text of megabytes a hundred thousand times', () => {
  const text = new SourceText('🕊️ over “Orléans” … '.repeat(100_000));
  for (let end = text.length; end > text.length - 100_000; end -= 1) text.slice(end - 5, end);
  expect(text.slice(text.length - 4, text.length + 1)).toBe('” … '.slice(-4));
});

test('reports only a few of many occurrences, and abbreviates long words', () => {
  const text = new SourceText(`${'come '.repeat(40)}now`);
  expect(verifySpan(text, { words: 'come', start: 1, end: 5 })).toBe(
    'The text has "ome " there, not "come". The words occur at 0 to 4, 5 to 9, 10 to 14, 15 to 19, 20 to 24, and elsewhere.',
  );
  const words = `${'come '.repeat(20)}go`;
  expect(verifySpan(text, { words, start: 0, end: 102 })).toBe(
    'The text has "[…] come come come come co" there, not "[…] come come come come go". They first differ at 100: the text has U+0063, the words have U+0067.',
  );
});

const dispatches = fileURLToPath(new URL('../../../shared/dispatches', import.meta.url));
if (!existsSync(dispatches))
  console.warn(`Skipped: the dossier's spans in their text, since ${dispatches} is not there.`);

describe.skipIf(!existsSync(dispatches))('the dossier', () => {
  const dossier = place.resolve('dossier.db');
  beforeAll(async () => {
    await using scratch = await openTemporaryDatabase();
    await scratch.db.close();
    copyFileSync(scratch.db.path, dossier);
  });

  test('every citation of the dispatch is verified', async () => {
    const { code, sources } = await check(dossier, dispatches);
    expect(sources).toMatchObject({ texts: 1, missed: [], unreadable: [] });
    expect(sources.verified).toBe(sources.spans);
    expect(sources.spans).toBeGreaterThan(100);
    expect(code).toBe(0);
  });

  const sentence = 'We can call your visit historic, very important,';
  const exporter = 'is a major exporter of uranium';
  const activity = 'the West’s growing diplomatic activity in former Soviet Central Asian nations';
  const allies = 'said last week the West was trying to pull Russia’s “neighbours, friends and allies”';
  const pressures =
    'I don’t underestimate by any means the geopolitical difficulties, the pressures … that some may be putting on you,';
  const before = (words: string): string => {
    const text = readFileSync(join(dispatches, '2023-11-01-macron-kazakhstan.txt'), 'utf8');
    return text.slice(0, text.indexOf(words));
  };
  const inBytes = (words: string): number => Buffer.from(before(words)).length;

  const errors: [string, SQL][] = [
    ['one letter changed', reword('Sergei Lavrov', 'Sergej Lavrov')],
    ['a curly quote made straight', reword(allies, allies.replace('“', '"'))],
    ['an apostrophe made straight', reword(activity, activity.replace('’', "'"))],
    ['an ellipsis written as three dots', reword(pressures, pressures.replace('…', '...'))],
    ['a non-breaking space', reword('Western nations', 'Western\u00A0nations')],
    ['a start off by one', shift('a major exporter of uranium', 1, 0)],
    ['an end off by one', shift('operates a joint venture', 0, 1)],
    ['an end past the end of the text', shift(sentence, 500, 500)],
    ['offsets in bytes', move(exporter, inBytes(exporter), inBytes(exporter) + exporter.length)],
    ['a span moved to another source', cited('nuclear firm', 'afp-2023-11-01')],
  ];

  test.each(errors)('with %s', async (_, statement) => {
    await using db = await openDatabase({ path: await planted(dossier, [statement]) });
    expect((await checkSourceSpans(db, new SourceTextFiles([dispatches]))).missed).toHaveLength(1);
  });

  test('with all ten at once', async () => {
    const path = await planted(
      dossier,
      errors.map(([, statement]) => statement),
    );
    const { code, sources } = await check(path, dispatches);
    expect([sources.missed.length, code]).toEqual([10, 1]);
  });

  test('reports another sha256', async () => {
    const { code, sources } = await check(
      await planted(dossier, [sql`UPDATE "sources" SET "sha256" = ${sumOf('')} WHERE "key" = 'rnbo-2023-11-01'`]),
      dispatches,
    );
    expect(sources).toMatchObject({ verified: 0, texts: 0, missed: [{ source: 'rnbo-2023-11-01' }] });
    expect(code).toBe(1);
  });
});
