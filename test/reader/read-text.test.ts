import { type Draft, maxTextLength, type ReadTextInput, type RegisterQuery, readText } from '@chancery/reader';
import { describe, expect, test } from 'vitest';
import { countriesRegister } from './countries-register.ts';

const read = (text: string, input: Partial<ReadTextInput> = {}) =>
  readText({
    text,
    language: 'en',
    publishedOn: '2024-05-15',
    sourceKey: 'gazette',
    register: countriesRegister,
    ...input,
  });

const list = (drafts: readonly Draft[], noun: Draft['noun']) => drafts.filter((draft) => draft.noun === noun);
const wordsOf = (draft: Draft | undefined, field: string): string[] =>
  draft?.citations.flatMap((citation) => (citation.field === field ? citation.spans.map(({ words }) => words) : [])) ??
  [];

async function statements(text: string) {
  const { drafts } = await read(text);
  return list(drafts, 'statement').map(({ fields: { speaker, addressees, mode, saidOn }, ...draft }) => ({
    speaker,
    ...(addressees !== undefined && { addressees }),
    mode,
    saidOn: (saidOn as { edtf: string }).edtf,
    quoted: wordsOf(draft as Draft, mode === 'INDIRECT' ? 'text' : 'mode'),
  }));
}

const lund = { speaker: 'ada-lund', mode: 'DIRECT', saidOn: '2024-05-15' };

describe('quotations', () => {
  test.each([
    ['after a comma', '“We are ready,” Norwegian President Ada Lund said.', ['We are ready,']],
    ['inverted', '“We are ready,” said President Ada Lund, who spoke in Oslo.', ['We are ready,']],
    ['before', 'President Ada Lund said: “We are ready.”', ['We are ready.']],
    [
      'past an apposition',
      '“We are ready to talk now,” Ada Lund, the president of Norway, told the paper.',
      ['We are ready to talk now,'],
    ],
    ['in plain marks', '"We are ready," President Ada Lund said.', ['We are ready,']],
    ['in guillemets', '« We are ready to talk », President Ada Lund said.', ['We are ready to talk']],
    [
      'of a transcript',
      'LUND: “We are ready to talk.”\n\nPresident Ada Lund spoke in Oslo.',
      ['We are ready to talk.'],
    ],
    ['with a signature', '“We are ready to talk to anyone.” — Ada Lund', ['We are ready to talk to anyone.']],
    ['with a nested one', '“They said ‘never’ to us,” President Ada Lund said.', ['They said ‘never’ to us,']],
    [
      'of several paragraphs',
      'President Ada Lund said: “We are ready.\n\n“We have always been ready.”',
      ['We are ready.', 'We have always been ready.'],
    ],
    [
      'interrupted',
      '“We are ready,” President Ada Lund said. “And we will wait for them.”',
      ['We are ready,', 'And we will wait for them.'],
    ],
  ])('finds the speaker of a quotation %s', async (_name, text, quoted) => {
    const found = await statements(text);
    expect(found).toMatchObject([{ ...lund, quoted: quoted.map((words) => expect.stringContaining(words)) }]);
  });

  test('finds the addressee, and carries speaker and addressee over to the next paragraph', async () => {
    const found = await statements(
      'Norwegian President Ada Lund met Bo Ek.\n\n“We are ready to sign,” Lund told Ek.\n\n“Norway values your patience and your friendship.”',
    );
    const expected = { ...lund, addressees: ['bo-ek'] };
    expect(found).toMatchObject([
      { ...expected, quoted: ['We are ready to sign,'] },
      { ...expected, quoted: ['Norway values your patience and your friendship.'] },
    ]);
  });

  test('leaves out titles and scare quotes', async () => {
    expect(await statements('Ada Lund opened the “Atlas of Northern Rivers” in a “so-called” library.')).toEqual([]);
  });

  test('quotes words inside reported speech as MIXED, with their own span', async () => {
    const found = await statements(
      'President Ada Lund said last week the plan was “bad for our friends and allies” and should wait.',
    );
    expect(found).toEqual([
      {
        speaker: 'ada-lund',
        mode: 'MIXED',
        saidOn: '[2024-05-06..2024-05-12]',
        quoted: ['bad for our friends and allies'],
      },
    ]);
  });

  test('reports indirect speech, and not what was denied or asked for', async () => {
    expect(
      await statements('President Ada Lund said that the talks would end on Friday. She did not say that they failed.'),
    ).toEqual([
      {
        speaker: 'ada-lund',
        mode: 'INDIRECT',
        saidOn: '2024-05-15',
        quoted: ['President Ada Lund said that the talks would end on Friday'],
      },
    ]);
  });

  test('a speaker whom nobody can identify stays unresolved, and is not invented', async () => {
    const { drafts } = await read('“We are ready to talk to them,” a senior official said.');
    expect(drafts).toMatchObject([
      { noun: 'statement', unresolved: [{ field: 'speaker', words: { words: 'a senior official' } }] },
    ]);
    expect(drafts[0]?.fields.speaker).toBeUndefined();
  });
});

describe('visits', () => {
  const visits = async (text: string) =>
    list((await read(text)).drafts, 'visit').map(({ fields: { host, status, start, type } }) => ({
      host,
      status,
      start: (start as { edtf: string }).edtf,
      ...(type !== undefined && { type }),
    }));

  test.each([
    [
      'arrived',
      'Norwegian President Ada Lund arrived in Kazakhstan on Monday.',
      { host: 'KZ', status: 'UNDER_WAY', start: '2024-05-13' },
    ],
    [
      'will visit',
      'President Ada Lund will visit Japan on Friday.',
      { host: 'JP', status: 'ANNOUNCED', start: '2024-05-17' },
    ],
    [
      'cancelled',
      'President Ada Lund cancelled a visit to Chile.',
      { host: 'CL', status: 'CANCELLED', start: '[2024-05-15..]' },
    ],
    [
      'paid a state visit',
      'President Ada Lund paid a state visit to Peru in March.',
      { host: 'PE', status: 'COMPLETED', start: '2024-03', type: 'STATE' },
    ],
    [
      'in a capital',
      'President Ada Lund landed in Ottawa yesterday.',
      { host: 'CA', status: 'UNDER_WAY', start: '2024-05-14' },
    ],
  ])('%s', async (_name, text, expected) => {
    expect(await visits(text)).toEqual([expected]);
  });

  test.each([
    'President Ada Lund refused to visit Japan.',
    'President Ada Lund is in Norway.',
    'The tourist Mia Moe arrived in Kazakhstan on Monday.',
    'President Ada Lund praised those who visited Japan.',
  ])('proposes none for: %s', async (text) => {
    expect(await visits(text)).toEqual([]);
  });
});

describe('trade links, positions and figures', () => {
  test('a supplier, its buyers and the goods', async () => {
    const { drafts } = await read('Norway is a major exporter of natural gas to Germany. Lithium is rare.');
    expect(list(drafts, 'trade-link')).toMatchObject([
      {
        fields: {
          kind: 'SUPPLY',
          status: 'ACTIVE',
          suppliers: ['NO'],
          buyers: ['DE'],
          commodityVerbatim: 'natural gas',
        },
      },
    ]);
  });

  test('a group is named as such, and never expanded', async () => {
    const { drafts } = await read('Norway has voiced concern at the West’s new tariffs on steel.');
    expect(list(drafts, 'position')).toMatchObject([
      { fields: { holder: 'NO', stance: 'CONCERNED', toward: ['the-west'] } },
    ]);
    expect(list(drafts, 'group')).toMatchObject([{ key: 'the-west', fields: { name: 'the West', kind: 'INFORMAL' } }]);
  });

  test('a capital that also stands for an organization is a host, and no power', async () => {
    const { drafts } = await read(
      'Norway has refused to side with Brussels on sanctions. President Ada Lund arrived in Brussels on Monday.',
    );
    expect(list(drafts, 'position')[0]?.fields).toMatchObject({ holder: 'NO', stance: 'NEUTRAL' });
    expect(list(drafts, 'position')[0]?.fields.toward).toBeUndefined();
    expect(list(drafts, 'visit')).toMatchObject([{ fields: { host: 'BE', place: 'Brussels' } }]);
  });

  test('both holders of a position', async () => {
    const { drafts } = await read('Norway and Sweden have pledged to abide by the sanctions against Russia.');
    expect(list(drafts, 'position').map(({ fields: { holder, stance, toward } }) => [holder, stance, toward])).toEqual([
      ['NO', 'COMMITS', ['RU']],
      ['SE', 'COMMITS', ['RU']],
    ]);
  });

  test('a figure with its unit and period', async () => {
    const { drafts } = await read('Trade between Norway and Peru reached about $18.7 billion last year.');
    expect(list(drafts, 'figure')).toMatchObject([
      {
        fields: {
          value: 18_700_000_000,
          unit: 'USD',
          approximate: true,
          period: { edtf: '2023', basis: 'RESOLVED', verbatim: 'last year' },
          about: ['NO', 'PE'],
        },
      },
    ]);
  });

  test.each(['fell by $5 billion', 'rose $5 billion', 'increased by €2 million'])(
    'a difference is not a figure: exports %s',
    async (words) => {
      const { drafts } = await read(`Exports of Norway ${words} last year.`);
      expect(list(drafts, 'figure')).toEqual([]);
    },
  );

  test.each([
    ['fell to $5 billion', 5_000_000_000],
    ['fell by 5 percent', -5],
    ['rose 5 percent', 5],
  ])('a level or a growth is a figure: exports %s', async (words, value) => {
    const { drafts } = await read(`Exports of Norway ${words} last year.`);
    expect(list(drafts, 'figure')).toMatchObject([{ fields: { value } }]);
  });

  test.each([
    ['earlier this month', '[2024-05-01..2024-05-15]'],
    ['earlier this year', '[2024-01-01..2024-05-15]'],
    ['this month', '2024-05'],
  ])('the period of "%s" ends at the dateline', async (words, edtf) => {
    const { drafts } = await read(`Trade between Norway and Peru reached $5 billion ${words}.`);
    expect(list(drafts, 'figure')).toMatchObject([{ fields: { period: { edtf } } }]);
  });
});

describe('input that cannot be read', () => {
  test.each([
    ['EMPTY_TEXT', ' \n '],
    ['TEXT_TOO_LONG', 'a'.repeat(maxTextLength + 1)],
    ['BINARY_TEXT', 'PK\0\u0003 word'],
    ['HTML_TEXT', '<!doctype html><p>Ada</p>'],
  ])('%s', async (code, text) => {
    await expect(read(text)).rejects.toMatchObject({ code });
  });

  test.each([
    ['LANGUAGE_UNKNOWN', 'Zzz qqq'],
    ['LANGUAGE_UNSUPPORTED', 'Президентът пристигна в Осло на посещение. '.repeat(6)],
    ['LANGUAGE_UNSUPPORTED', 'Il presidente della Repubblica non si è espresso per il momento, che da oggi è un caso.'],
  ])('%s without --language', async (code, text) => {
    await expect(read(text, { language: undefined })).rejects.toMatchObject({ code });
  });

  test('recognizes Russian by its letters', async () => {
    expect(await read('Президент прибыл в Осло.', { language: undefined })).toMatchObject({ language: 'ru' });
  });

  test('looks up only the people that drafts ask for, of a long list', async () => {
    const names = Array.from({ length: 2_500 }, (_, index) => `Ada${index} Moe`).join(', ');
    const asked: number[] = [];
    const register = {
      find: (queries: readonly RegisterQuery[], on: string | undefined) => {
        asked.push(queries.length);
        return countriesRegister.find(queries, on);
      },
    };
    const { drafts } = await read(`${names}.\n\nNorwegian President Ada Lund arrived in Japan on Monday.`, {
      register,
    });
    expect(list(drafts, 'visit')).toMatchObject([{ fields: { travellers: [{ person: 'ada-lund' }], host: 'JP' } }]);
    expect(Math.max(...asked)).toBeLessThan(10);
  });

  test('without a date, nothing is dated', async () => {
    const { drafts, notices, dateline } = await read('“We are ready,” President Ada Lund said.', {
      publishedOn: undefined,
    });
    expect(dateline).toBeUndefined();
    expect(notices).toMatchObject([{ code: 'DATE_UNKNOWN' }]);
    expect(list(drafts, 'statement')[0]?.unresolved).toMatchObject([{ field: 'saidOn' }]);
  });

  test('says where marks have no counterpart, and which texts mix directions', async () => {
    const { notices } = await read('“We are ready, Lund said.\n\nאבג said nothing at all to any of them.');
    expect(notices.map(({ code }) => code)).toEqual(['DIRECTIONS_MIXED', 'MARKS_UNBALANCED']);
  });
});
