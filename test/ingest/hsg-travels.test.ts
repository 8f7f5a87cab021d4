import { describe, expect, test } from 'vitest';
import { countHsgTravels } from '../../src/ingest/hsg-travels/index.ts';
import {
  presidentsXml,
  readTravels,
  renderLegXml,
  renderTripsXml,
  writeTemporaryFolder,
} from './hsg-travels-fixture.ts';

const taft = 'president-travels/taft-william-howard.xml';

describe('the travels of presidents and secretaries', () => {
  test('a leg becomes a visit with the quoted words and their offsets', async () => {
    const xml = renderTripsXml({
      id: 7,
      locale: 'Ciudad Juarez',
      remarks: 'State visit; met with\n            President Díaz 𝄞 &amp; others.',
    });
    using folder = writeTemporaryFolder({ [taft]: xml, 'presidents/presidents.xml': presidentsXml });
    const reading = await readTravels(folder.path);
    const visit = reading.getLeg(7);
    expect(visit).toMatchObject({
      summary: 'President William Howard Taft visited Mexico: Ciudad Juarez.',
      travellers: [{ party: 'hsg:taft-william-howard', term: 'hsg:president:taft-william-howard:1909-03-04' }],
      host: 'MX',
      place: 'Ciudad Juarez',
      type: 'STATE',
      purposes: ['BILATERAL'],
      status: 'COMPLETED',
      remarks: 'State visit; met with President Díaz 𝄞 & others.',
      trip: 'hsg-travels:trip:7',
      leg: 1,
    });
    const points = [...xml];
    const spans = visit.citations.flatMap((citation) => citation.spans);
    expect(spans.map(({ start, end }) => points.slice(start, end).join(''))).toEqual(spans.map(({ words }) => words));
    expect(visit.citations.map(({ field, basis }) => [field, basis])).toEqual([
      [undefined, 'STATED'],
      ['travellers', 'RESOLVED'],
      ['host', 'STATED'],
      ['start', 'STATED'],
      ['end', 'STATED'],
      ['place', 'STATED'],
      ['remarks', 'STATED'],
      ['type', 'STATED'],
      ['purposes', 'INFERRED'],
    ]);
    expect(reading.getRecord('source', 'hsg-travels:president-travels:taft-william-howard')).toMatchObject({
      title: 'Travels Abroad of the President: William Howard Taft',
      url: 'https://history.state.gov/departmenthistory/travels/president/taft-william-howard',
      text: expect.stringContaining('<'),
    });
    expect(reading.getRecord('term', 'hsg:president:taft-william-howard:1909-03-04')).toMatchObject({
      office: 'us:president',
      capacity: 'INCUMBENT',
      start: { edtf: '1909-03-04' },
      end: { edtf: '1913-03-04' },
    });
    expect(await countHsgTravels(folder.path)).toBe(1);
  });

  test('offsets count a byte order mark and Windows line endings like any character', async () => {
    const xml = `\ufeff${renderTripsXml({ id: 1, locale: 'Paris' }, { id: 2, locale: 'Québec 𝄞', remarks: 'Met\n  with <!-- sic --> the <![CDATA[king]]>.' })}`;
    const text = xml.replaceAll('\n', '\r\n');
    using folder = writeTemporaryFolder({ [taft]: text });
    const visit = (await readTravels(folder.path)).getLeg(2);
    expect(visit.remarks).toBe('Met with the king.');
    const spans = visit.citations.flatMap((citation) => citation.spans);
    expect(spans.map(({ start, end }) => [...text].slice(start, end).join(''))).toEqual(
      spans.map(({ words }) => words),
    );
    expect(spans.map(({ words }) => words)).toContain('Québec 𝄞');
  });

  test('every reference precedes its use', async () => {
    using folder = writeTemporaryFolder({
      [taft]: renderTripsXml({ id: 1 }, { id: 2, start: '1912-05-01' }),
      'presidents/presidents.xml': presidentsXml,
    });
    const { items } = await readTravels(folder.path);
    const known = new Set<string>();
    for (const item of items) {
      if (!('record' in item)) continue;
      const { record } = item;
      const needs =
        record.noun === 'visit' ? [record.trip, ...record.travellers.flatMap(({ party, term }) => [party, term])] : [];
      if (record.noun === 'term') needs.push(record.person, record.office);
      if ('citations' in record) needs.push(...(record.citations ?? []).map(({ source }) => source));
      expect(needs.filter((key) => key !== undefined && !known.has(key))).toEqual([]);
      if ('key' in record) known.add(record.key);
    }
  });

  test('a president-elect travels under a term as elect that ends on the eve of office', async () => {
    const remarks = 'Good will trip. [Visit made as President-elect.]';
    using folder = writeTemporaryFolder({
      [taft]: renderTripsXml(
        { id: 1, start: '1909-01-29', remarks },
        { id: 2, start: '1909-02-10', remarks: 'Met with President-elect Gómez.' },
      ),
      'presidents/presidents.xml': presidentsXml,
    });
    const reading = await readTravels(folder.path);
    const elect = 'hsg:president:taft-william-howard:1909-03-04:elect';
    expect(reading.getLeg(1).travellers).toEqual([{ party: 'hsg:taft-william-howard', term: elect }]);
    expect(reading.getLeg(1).summary).toBe('President-elect William Howard Taft visited Mexico.');
    expect(reading.getRecord('term', elect)).toMatchObject({
      capacity: 'ELECT',
      end: { edtf: '1909-03-03', basis: 'INFERRED' },
    });
    expect(reading.getRecord('term', elect).start).toBeUndefined();
    // Another person's election does not affect the traveller.
    expect(reading.getLeg(2).travellers).toEqual([{ party: 'hsg:taft-william-howard' }]);
    expect(reading.notes.get('hsg-travels:2')).toBe(
      'William Howard Taft was not President of the United States on 1909-02-10: the visit has no term.',
    );
  });

  test('the term of a secretary comes from the folder of terms; without it there is none', async () => {
    const leg = {
      id: 1,
      role: 'secretary',
      who: 'root-elihu',
      name: 'Elihu Root',
      start: '1906-07-17',
      country: 'Brazil',
    };
    using folder = writeTemporaryFolder({ 'secretary-travels/root-elihu.xml': renderTripsXml(leg) });
    using terms = writeTemporaryFolder({
      'positions-principals/secretary.xml': `<principal-position><principals>
        <principal><person-id>root-elihu</person-id><appointed><date>1905-07-07</date></appointed>
          <started><date>1905-07-19</date></started><ended><date>1909-01-27</date></ended></principal>
        <principal><person-id>kerry-john-forbes</person-id><started><date>2013-02-01</date></started><ended><date/></ended></principal>
        </principals></principal-position>`,
    });
    const reading = await readTravels(folder.path, terms.path);
    expect(reading.getLeg(1).travellers).toEqual([
      { party: 'hsg:root-elihu', term: 'hsg:secretary:root-elihu:1905-07-19' },
    ]);
    expect(reading.recordsOf('person').map(({ key, name }) => [key, name])).toEqual([['hsg:root-elihu', 'Elihu Root']]);
    expect((await readTravels(folder.path)).getLeg(1).travellers).toEqual([{ party: 'hsg:root-elihu' }]);
    await expect(readTravels(folder.path, folder.path)).rejects.toThrow(/has no positions-principals\/secretary\.xml/);
  });

  test('trips have at most a night between legs, ordered by day then number, across offices and overlaps', async () => {
    const secretary = { role: 'secretary', start: '1911-05-11', end: '1911-05-12' };
    using folder = writeTemporaryFolder({
      [taft]: renderTripsXml(
        { id: 10, start: '1911-05-05', end: '1911-05-06' },
        { id: 9, start: '1911-05-05', end: '1911-05-10' },
        { id: 12, start: '1911-05-14' },
        { id: 8, start: '1911-05-03', end: '1911-05-04' },
      ),
      'secretary-travels/taft-william-howard.xml': renderTripsXml({ id: 11, ...secretary }),
    });
    const visits = (await readTravels(folder.path)).recordsOf('visit');
    expect(visits.map(({ key, trip, leg }) => [key, trip, leg])).toEqual([
      ['hsg-travels:8', 'hsg-travels:trip:8', 1],
      ['hsg-travels:9', 'hsg-travels:trip:8', 2],
      ['hsg-travels:10', 'hsg-travels:trip:8', 3],
      ['hsg-travels:11', 'hsg-travels:trip:8', 4],
      ['hsg-travels:12', 'hsg-travels:trip:12', 1],
    ]);
  });

  test('rejects an invalid leg with its place and reason and reads the others', async () => {
    using folder = writeTemporaryFolder({
      [taft]: renderTripsXml(
        { id: 1, country: 'Ruritania' },
        { id: 2, start: '1911-02-30' },
        { id: 3, start: '1911-05-09', end: '1911-05-01' },
        { id: 4, role: 'vice-president' },
        { id: 5, country: 'méxico' },
        { id: 5, country: 'Canada' },
        { id: '', country: 'Canada' },
      ),
    });
    const { rejected, ...reading } = await readTravels(folder.path).then((all) => ({
      rejected: all.rejections,
      visits: all.recordsOf('visit'),
    }));
    expect(reading.visits.map(({ key, host }) => [key, host])).toEqual([['hsg-travels:5', 'MX']]);
    expect(rejected.map(({ line, key, reason }) => [line, key, reason])).toEqual([
      [9, 'hsg-travels:2', '"1911-02-30" is not a day. Write YYYY-MM-DD, such as 2023-11-01.'],
      [15, 'hsg-travels:3', 'It ends on 1911-05-01, before it starts on 1911-05-09.'],
      [21, 'hsg-travels:4', '"vice-president" is not a role. It must be "president" or "secretary".'],
      [33, 'hsg-travels:5', `The id 5 is already used at ${taft}:27.`],
      [39, undefined, 'The leg has no <id>.'],
      [
        3,
        'hsg-travels:1',
        'No country has the name "Ruritania". If it is the name of a country, add it to the reference data.',
      ],
    ]);
  });

  test('rejects a broken file at its line and reads the legs before it and the other files', async () => {
    const whole = renderLegXml({ id: 1 });
    using folder = writeTemporaryFolder({
      [taft]: `<trips>\n${whole}\n${renderLegXml({ id: 2 }).replace('</remarks>', '</remark>')}\n${renderLegXml({ id: 3 })}\n</trips>`,
      'president-travels/wilson-woodrow.xml': renderTripsXml({ id: 4, who: 'wilson-woodrow', name: 'Woodrow Wilson' }),
    });
    const reading = await readTravels(folder.path);
    expect(reading.recordsOf('visit').map(({ key }) => key)).toEqual(['hsg-travels:1', 'hsg-travels:4']);
    expect(reading.rejections).toEqual([
      { file: taft, line: 12, key: undefined, reason: expect.stringMatching(/^The XML is invalid: /) },
    ]);
  });

  test('rejects a file that is not text, and a folder without files', async () => {
    using folder = writeTemporaryFolder({
      'secretary-travels/x.xml': renderTripsXml({ id: 1, role: 'secretary' }),
      [taft]: '',
    });
    const { writeFileSync } = await import('node:fs');
    writeFileSync(`${folder.path}/${taft}`, Buffer.from([0x3c, 0xff, 0xfe]));
    const reading = await readTravels(folder.path);
    expect(reading.rejections).toEqual([
      { file: taft, line: undefined, key: undefined, reason: 'The file is not UTF-8 text.' },
    ]);
    expect(reading.recordsOf('visit')).toHaveLength(1);
    using empty = writeTemporaryFolder({});
    await expect(readTravels(empty.path)).rejects.toThrow(
      /has no XML files in president-travels\/ or secretary-travels\//,
    );
  });

  test('a name shared by two states is resolved by place and day', async () => {
    const vietnam = { country: 'Vietnam', countryId: 'vietnam', start: '1970-05-01' };
    const yemen = { country: 'Yemen', countryId: 'yemen', start: '1985-05-01' };
    using folder = writeTemporaryFolder({
      [taft]: renderTripsXml(
        { id: 1, ...vietnam, locale: 'Saigon' },
        { id: 2, ...vietnam, locale: 'Paris, Hanoi' },
        { id: 3, ...vietnam, locale: 'Hanoi', start: '1996-05-01' },
        { id: 4, ...yemen, locale: "Sana'a" },
        { id: 5, ...yemen, locale: 'Aden' },
        { id: 6, country: 'Germany', countryId: 'germany', locale: 'East Berlin', start: '1980-05-01' },
        { id: 7, country: 'Germany', countryId: 'germany', locale: 'Berlin', start: '1980-05-02' },
      ),
    });
    const hosts = (await readTravels(folder.path)).recordsOf('visit').map(({ key, host }) => [key.slice(12), host]);
    expect(Object.fromEntries(hosts)).toEqual({
      1: 'x-south-vietnam',
      2: 'VDVN',
      3: 'VN',
      4: 'x-north-yemen',
      5: 'YDYE',
      6: 'DDDE',
      7: 'DE',
    });
  });
});
