import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { importTableTwice, openTableFolder, renderTable as table } from './table-fixture.ts';

let api: ApiFixture;
let folder: ReturnType<typeof openTableFolder>;
beforeAll(async () => {
  api = await openApiFixture();
  folder = openTableFolder(api.db);
});
afterAll(async () => {
  folder?.[Symbol.dispose]();
  await api?.[Symbol.asyncDispose]();
});

const importTwice = (
  name: string,
  content: string | Uint8Array,
  mapping: string,
  options?: Parameters<typeof folder.importAs>[2],
) => importTableTwice(folder, [name, content], mapping, options);

describe('agreements', () => {
  const readAgreements = async (source: string) => {
    const { data } = await api.execute(
      `query ($source: String!) { agreements(filter: { source: { eq: $source } }, first: 50) { nodes {
        key title instrument status signedOn { edtf } entryIntoForce { edtf } end { edtf } signatories { key } partOf { key } } } }`,
      { source },
    );
    return data.agreements.nodes.toSorted((one: { key: string }, other: { key: string }) =>
      one.key < other.key ? -1 : 1,
    );
  };

  test('DESTA', async () => {
    const content = table(
      ',',
      [
        ...['number', 'base_treaty', 'name', 'entry_type', 'consolidated', 'year', 'entryforceyear', 'typememb'],
        ...['regioncon', 'wto_listed', 'c1', 'c2', 'c3'],
      ],
      [
        '1',
        '1',
        'France Kazakhstan',
        'base_treaty',
        '0',
        '1994',
        '1996',
        '1',
        'Intercontinental',
        '0',
        'France',
        'Kazakhstan',
        '',
      ],
      [
        '2',
        '1',
        'France Kazakhstan amendment',
        'protocol or amendment',
        '0',
        '1999',
        'NA',
        '1',
        'NA',
        '0',
        'France',
        'Kazakhstan',
        'NA',
      ],
      ['3', '3', 'A negotiation', 'negotiation', '0', '2001', 'NA', '1', 'NA', '0', 'France', 'Uzbekistan', ''],
    );
    expect(await importTwice('desta.csv', content, 'desta')).toMatchObject({
      created: 2,
      rejected: 0,
      table: { skipped: 1 },
    });
    expect(await readAgreements('desta')).toMatchObject([
      {
        ...{ key: 'desta:1', title: 'France Kazakhstan', instrument: 'AGREEMENT', status: 'IN_FORCE', partOf: null },
        ...{
          signedOn: { edtf: '1994' },
          entryIntoForce: { edtf: '1996' },
          signatories: [{ key: 'FR' }, { key: 'KZ' }],
        },
      },
      { key: 'desta:2', instrument: 'PROTOCOL', status: 'SIGNED', partOf: { key: 'desta:1' }, entryIntoForce: null },
    ]);
  });

  test('HUGGO: the rows of the members of one agreement are one record', async () => {
    const content = table(
      ',',
      ['manyID', 'treatyID', 'Title', 'Begin', 'stateID', 'Signature', 'Force', 'End'],
      ['M1', 'RHINE_1963A', 'A Convention On The Rhine', '1963-04-29', 'FRA', '1963-04-29', '1965-05-01', '9999-12-31'],
      ['M1', 'RHINE_1963A', 'A Convention On The Rhine', '1963-04-29', 'CHE', '1963-04-29', '1965-05-01', '9999-12-31'],
      ['M2', 'SEA_1970A', 'A Treaty On The Sea', '1970', 'FRA', 'NA', '1970-01-01..1970-12-31', '1980-01-01'],
    );
    const report = await importTwice('huggo.csv', content, 'huggo');
    expect(report).toMatchObject({ read: 2, created: 2, rejected: 0, table: { combined: 1 } });
    expect(await readAgreements('huggo')).toMatchObject([
      {
        ...{ key: 'huggo:rhine-1963a', status: 'IN_FORCE', signedOn: { edtf: '1963-04-29' }, end: null },
        signatories: expect.arrayContaining([{ key: 'FR' }, { key: 'CH' }]),
      },
      { status: 'TERMINATED', signedOn: null, entryIntoForce: { edtf: '1970-01-01/1970-12-31' } },
    ]);
  });
});

describe('votes in the General Assembly', () => {
  const readPositions = async (source: string) => {
    const { data } = await api.execute(
      `query ($source: String!) { positions(filter: { source: { eq: $source } }, first: 50) { nodes {
        key stance label start { edtf } holder { key } } } }`,
      { source },
    );
    return data.positions.nodes.toSorted((one: { key: string }, other: { key: string }) =>
      one.key < other.key ? -1 : 1,
    );
  };
  const expected = [
    { holder: { key: 'FR' }, stance: 'SUPPORTS' },
    { holder: { key: 'KZ' }, stance: 'NEUTRAL' },
    { holder: { key: 'US' }, stance: 'REJECTS' },
  ];

  test('UN Digital Library', async () => {
    const row = (code: string, name: string, vote: string) =>
      `4025240,${code},${name},${vote},2023-10-27,ES-10,A/RES/ES-10/21,A/ES-10/L.25,,A/ES-10/PV.41,"Protection of civilians, and more",,,120,14,45,14,193,https://digitallibrary.un.org/record/4025240\n`;
    const content = `undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,committee_report,meeting,title,agenda_title,subjects,total_yes,total_no,total_abstentions,total_non_voting,total_ms,undl_link\n${row('FRA', 'FRANCE', 'Y')}${row('KAZ', 'KAZAKHSTAN', 'A')}${row('USA', 'UNITED STATES', 'N')}${row('BEN', 'BENIN', 'X')}`;
    const report = await importTwice('2025_ga_voting.csv', content, 'unga-votes', { create: ['sources'] });
    expect(report).toMatchObject({ created: 3, rejected: 0, table: { skipped: 1 } });
    expect(await readPositions('unga-votes')).toMatchObject(
      expected.map((one) => ({ ...one, label: 'A/RES/ES-10/21', start: { edtf: '2023-10-27' } })),
    );
  });

  test('Voeten', async () => {
    const row = (name: string, vote: number) =>
      `9101,1,1,${vote},XX,${name},2014,69,0,03/27/2014,R/68/262,0,0,Territorial integrity\n`;
    const content = `rcid,ccode,member,vote,Country,Countryname,year,session,importantvote,date,unres,amend,para,short\n${row('France', 1)}${row('Kazakhstan', 2)}${row('United States', 3)}${row('Benin', 8)}`;
    expect(await importTwice('UNVotes.csv', content, 'unga-votes-voeten')).toMatchObject({ created: 3, rejected: 0 });
    expect(await readPositions('unga-votes-voeten')).toMatchObject(
      expected.map((one) => ({ ...one, label: 'R/68/262', start: { edtf: '2014-03-27' } })),
    );
  });
});

test('a table creates the offices that it names, if the import may', async () => {
  const mapping = {
    ...{ noun: 'term', source: { key: 'offices', publisher: 'A test' }, key: 'offices:{person}-{office}-{start}' },
    fields: {
      person: 'Name',
      office: { column: 'Post', newOffice: { country: 'Country', rank: 'MINISTER' } },
      start: 'From',
    },
  };
  const path = folder.write(
    'terms.csv',
    table(
      ',',
      ['Name', 'Post', 'Country', 'From'],
      ['Bo New', 'Minister of Salt', 'France', '2001'],
      ['Ada New', 'President', 'France', '2002'],
    ),
  );
  const { rejections } = await folder.import(path, mapping, { create: ['persons'] });
  expect(rejections.map(({ reason }) => reason)).toEqual([
    expect.stringContaining('With "--create offices", offices that are missing are created.'),
  ]);
  const options = { create: ['persons', 'offices'] } as const;
  expect(await folder.import(path, mapping, options)).toMatchObject({ created: 1, unchanged: 1, rejected: 0 });
  expect(await folder.import(path, mapping, options)).toMatchObject({ created: 0, unchanged: 2 });
  const { data } = await api.execute(
    '{ person(key: "offices:bo-new") { terms { office { key title rank country { key } } } } }',
  );
  expect(data.person.terms).toEqual([
    {
      office: {
        key: 'offices:minister-of-salt-fr',
        title: 'Minister of Salt',
        rank: 'MINISTER',
        country: { key: 'FR' },
      },
    },
  ]);
});

test('two rows with the same key are not merged in silence', async () => {
  const mapping = {
    ...{ noun: 'visit', source: { key: 'twice', publisher: 'A test' }, key: 'twice:{travellers}-{host}' },
    fields: {
      summary: { value: 'A visit.' },
      travellers: 'Who',
      host: 'To',
      start: 'On',
      status: { value: 'COMPLETED' },
    },
  };
  const path = folder.write(
    'twice.csv',
    table(',', ['Who', 'To', 'On'], ['France', 'Kazakhstan', '2001-01-01'], ['France', 'Kazakhstan', '2002-02-02']),
  );
  const report = await folder.import(path, mapping);
  expect(report).toMatchObject({ read: 2, created: 1, rejected: 1 });
  expect(report.rejections[0]?.reason).toContain('Row 2 has the same key, "twice:france-kazakhstan"');
});

describe('people and offices', () => {
  const readPerson = async (key: string) => {
    const { data, errors } = await api.execute(
      `query ($key: String!) { person(key: $key) { key name names { text kind } sameAs { scheme value } born { edtf } died { edtf }
        terms { key start { edtf } office { key title rank country { key } } } } }`,
      { key },
    );
    expect(errors).toBeUndefined();
    return data.person;
  };

  test('FollowTheMoney: persons, then positions, then occupancies of the same file', async () => {
    const entity = (id: string, schema: string, properties: object, caption?: string): string =>
      `${JSON.stringify({ id, ...(caption !== undefined && { caption }), schema, properties })}\n`;
    const content = [
      entity(
        'Q7',
        'Person',
        { name: ['Ada Example'], alias: ['A. Example', 'Ada E.'], wikidataId: ['Q7'], birthDate: ['1970-01-02'] },
        'Ada Example',
      ),
      entity('pos-1', 'Position', { name: ['Minister of Examples'], country: ['fr'] }, 'Minister of Examples'),
      entity(
        'occ-1',
        'Occupancy',
        { holder: ['Q7'], post: ['pos-1'], startDate: ['2020-05-01'], endDate: ['2022'] },
        'Occupancy',
      ),
    ].join('');
    for (const mapping of ['ftm-persons', 'ftm-positions', 'ftm-occupancies'])
      expect(await importTwice('entities.ftm.json', content, mapping)).toMatchObject({
        ...{ created: 1, rejected: 0, table: { skipped: 2, format: 'JSON Lines' } },
      });
    expect(await readPerson('ftm:q7')).toMatchObject({
      ...{
        name: 'Ada Example',
        born: { edtf: '1970-01-02' },
        died: null,
        sameAs: [{ scheme: 'WIKIDATA', value: 'Q7' }],
      },
      terms: [
        {
          start: { edtf: '2020-05-01' },
          office: { title: 'Minister of Examples', rank: 'OTHER', country: { key: 'FR' } },
        },
      ],
    });
  });

  const entity = (id: string, name: string, instance: string, born: string, precision = 11) => ({
    ...{ type: 'item', id, labels: { en: { language: 'en', value: name } } },
    claims: {
      P31: [{ mainsnak: { datavalue: { value: { id: instance } } } }],
      P569: [{ mainsnak: { datavalue: { value: { time: born, precision } } } }],
    },
  });

  test('Wikidata: a person on record gets the identifier, and another one is created', async () => {
    const before = await readPerson('emmanuel-macron');
    const content = JSON.stringify({
      entities: {
        Q3052772: entity('Q3052772', 'Emmanuel Macron', 'Q5', '+1977-12-21T00:00:00Z'),
        Q8: entity('Q8', 'Emmanuel Macron', 'Q5', '+1801-00-00T00:00:00Z'),
        Q142: entity('Q142', 'France', 'Q6256', '+0843-00-00T00:00:00Z'),
      },
    });
    const report = await importTwice('Q3052772.json', content, 'wikidata');
    expect(report).toMatchObject({ read: 2, rejected: 0, table: { skipped: 1, format: 'JSON' } });
    expect(await readPerson('emmanuel-macron')).toMatchObject({
      ...{ name: before.name, born: { edtf: '1977-12-21' } },
      sameAs: expect.arrayContaining([{ scheme: 'WIKIDATA', value: 'Q3052772' }]),
      terms: before.terms,
    });
    expect(await readPerson('wikidata:q8')).toMatchObject({ born: { edtf: '1801' } });
  });

  test('Wikidata: a date is no more exact than its precision', async () => {
    const content = JSON.stringify({
      entities: {
        Q91: entity('Q91', 'Year Example', 'Q5', '+1977-01-01T00:00:00Z', 9),
        Q92: entity('Q92', 'Month Example', 'Q5', '+1977-05-01T00:00:00Z', 10),
        Q93: entity('Q93', 'Day Example', 'Q5', '+1977-01-01T00:00:00Z', 11),
        Q94: entity('Q94', 'Decade Example', 'Q5', '+1970-01-01T00:00:00Z', 8),
      },
    });
    const report = await importTwice('precisions.json', content, 'wikidata');
    expect(report).toMatchObject({ created: 4, rejected: 0 });
    expect(report.notes.map(({ note }) => note)).toContainEqual(expect.stringContaining('less exact than a year'));
    for (const [id, edtf] of [
      ['q91', '1977'],
      ['q92', '1977-05'],
      ['q93', '1977-01-01'],
    ])
      expect(await readPerson(`wikidata:${id}`)).toMatchObject({ born: { edtf } });
    expect(await readPerson('wikidata:q94')).toMatchObject({ born: null });
  });

  test('Wikidata: 1 January in the results of a query is the year', async () => {
    const item = 'http://www.wikidata.org/entity/Q95';
    const content = JSON.stringify([{ item, itemLabel: 'Query Example', birth: '1977-01-01T00:00:00Z' }]);
    await importTwice('query-year.json', content, 'wikidata-query');
    expect(await readPerson('wikidata:q95')).toMatchObject({ born: { edtf: '1977' } });
  });

  test('Wikidata: the results of a query', async () => {
    const content = JSON.stringify([
      {
        item: 'http://www.wikidata.org/entity/Q57338',
        itemLabel: 'Kassym-Jomart Tokayev',
        birth: '1953-05-17T00:00:00Z',
      },
    ]);
    expect(await importTwice('query.json', content, 'wikidata-query')).toMatchObject({ read: 1, rejected: 0 });
    expect(await readPerson('kassym-jomart-tokayev')).toMatchObject({
      sameAs: expect.arrayContaining([{ scheme: 'WIKIDATA', value: 'Q57338' }]),
    });
  });
});
