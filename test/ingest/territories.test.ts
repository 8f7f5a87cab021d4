import { describe, expect, test } from 'vitest';
import { iterateCompleteRecords } from '../../src/store/serialize/read-record.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { writeTemporaryFolder } from './hsg-travels-fixture.ts';
import { importTerritories, renderTerritoryXml } from './territories-fixture.ts';

const country = `query ($code: String!) { country(code: $code) {
  key name status start { edtf } end { edtf } names { text kind } predecessors { key } successors { key }
} }`;

/** The values of a country on which source and record differ. */
async function claimsOf({ db }: ApiFixture, key: string): Promise<unknown[]> {
  const claims: unknown[] = [];
  await db.read(async (reader) => {
    for await (const country of iterateCompleteRecords(reader, 'country')) {
      const citations =
        country.key === key ? (country.citations as unknown as { source: string; value?: unknown }[]) : [];
      claims.push(...citations.filter(({ source, value }) => source === 'hsg-gsh' && value !== undefined));
    }
  });
  return claims;
}

describe('territories', () => {
  test('imports an unrecorded territory as a separate country with its years and successor', async () => {
    using folder = writeTemporaryFolder({
      ...renderTerritoryXml({
        id: 'ruritania-1921',
        name: 'Ruritania',
        longName: 'Kingdom of Ruritania',
        since: '1301',
        until: '1921',
        successors: ['czech-republic'],
      }),
      ...renderTerritoryXml({ id: 'czech-republic', name: 'Czech Republic', since: '1993', until: '9999' }),
      ...renderTerritoryXml({
        id: 'tiny-rock',
        name: 'Tiny Rock',
        type: 'dependency-or-area-of-special-sovereignty',
        until: '9999',
      }),
    });
    await using fixture = await openApiFixture({ dossier: false });
    expect(await importTerritories(fixture, folder.path)).toMatchObject({
      read: 3,
      created: 2,
      updated: 0,
      unchanged: 1,
      rejected: 0,
      notes: [],
    });
    expect((await fixture.execute(country, { code: 'x-ruritania-1921' })).data.country).toEqual({
      key: 'x-ruritania-1921',
      name: 'Ruritania',
      status: 'FORMER',
      start: { edtf: '1301' },
      end: { edtf: '1921' },
      names: [
        { text: 'Ruritania', kind: 'SHORT' },
        { text: 'Kingdom of Ruritania', kind: 'OFFICIAL' },
      ],
      predecessors: [],
      successors: [{ key: 'CZ' }],
    });
    const predecessors = (await fixture.execute(country, { code: 'CZ' })).data.country.predecessors;
    expect(predecessors).toEqual([{ key: 'CSHH' }, { key: 'x-ruritania-1921' }]);
    expect((await fixture.execute(country, { code: 'x-tiny-rock' })).data.country).toMatchObject({
      status: 'TERRITORY',
      start: null,
      end: null,
    });
    expect(await importTerritories(fixture, folder.path)).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
  });

  test('assigns a name to the state that had it then; other years become claims, and known values remain', async () => {
    const others = {
      ...renderTerritoryXml({ id: 'china-1912', name: 'China', since: '1644', until: '1912' }),
      ...renderTerritoryXml({ id: 'china', name: 'China', since: '1949', until: '9999' }),
      ...renderTerritoryXml({ id: 'france', name: 'France', until: '9999' }),
    };
    const kazakhstan = { id: 'kazakhstan', name: 'Kazakhstan', until: '9999' };
    using folder = writeTemporaryFolder({ ...others, ...renderTerritoryXml({ ...kazakhstan, since: '1936' }) });
    await using fixture = await openApiFixture({ dossier: false });
    const before = await fixture.execute(country, { code: 'KZ' });
    const report = await importTerritories(fixture, folder.path);
    expect(report.created).toBe(0);
    expect(report.notes.map(({ key, note }) => [key, note])).toEqual([
      [
        'KZ',
        "start: 1991-12-16 on record, 1936 in the source. The value on record stays; the source's year was added as a claim.",
      ],
    ]);
    expect((await fixture.execute(country, { code: 'KZ' })).data).toEqual(before.data);
    expect((await fixture.execute(country, { code: 'FR' })).data.country.start).toBeNull();
    expect(await claimsOf(fixture, 'KZ')).toEqual([
      expect.objectContaining({ field: 'start', value: '1936', rank: 'NORMAL' }),
    ]);
    expect(await claimsOf(fixture, 'x-qing-empire')).toEqual([
      expect.objectContaining({ field: 'start', value: '1644' }),
    ]);
    expect(await importTerritories(fixture, folder.path)).toMatchObject({ updated: 0, unchanged: 4 });

    using mended = writeTemporaryFolder({ ...others, ...renderTerritoryXml({ ...kazakhstan, since: '1991' }) });
    expect(await importTerritories(fixture, mended.path)).toMatchObject({ updated: 1, unchanged: 3, notes: [] });
    expect(await claimsOf(fixture, 'KZ')).toEqual([]);
  });

  test('reports years in the wrong order without swapping them', async () => {
    using folder = writeTemporaryFolder({
      ...renderTerritoryXml({ id: 'ruritania-1921', name: 'Ruritania', since: '1986', until: '1921' }),
      ...renderTerritoryXml({ id: 'strelsau', name: 'Strelsau', since: '-0800', until: '9999' }),
    });
    await using fixture = await openApiFixture({ dossier: false });
    const { notes, created } = await importTerritories(fixture, folder.path);
    expect(created).toBe(2);
    expect(notes.map(({ note }) => note)).toEqual([
      'ruritania-1921 is valid since 1986, until 1921: ignored, because it would end before it begins.',
      // An editor must classify a present-day state that is missing from the reference data.
      expect.stringMatching(/^strelsau has a year BC.*created with the status OTHER\.$/),
    ]);
    const { data } = await fixture.execute(country, { code: 'x-ruritania-1921' });
    expect(data.country).toMatchObject({ start: null, end: null, status: 'FORMER' });
  });

  test('omits and reports a successor that is the territory itself, unknown, or ended before', async () => {
    using folder = writeTemporaryFolder({
      ...renderTerritoryXml({
        id: 'aland-1900',
        name: 'Aland',
        since: '1800',
        until: '1900',
        successors: ['aland-1900', 'nowhere', 'bland-1950'],
      }),
      ...renderTerritoryXml({
        id: 'bland-1950',
        name: 'Bland',
        since: '1900',
        until: '1950',
        successors: ['aland-1900'],
      }),
    });
    await using fixture = await openApiFixture({ dossier: false });
    const { notes } = await importTerritories(fixture, folder.path);
    expect(notes.map(({ note }) => note).toSorted()).toEqual([
      'aland-1900 is its own successor: ignored. aland-1900 has nowhere as its successor, for which there is no file: ignored.',
      'bland-1950 has aland-1900 as its successor: ignored, because by their years aland-1900 had ended when bland-1950 began.',
    ]);
    const { data } = await fixture.execute(country, { code: 'x-bland-1950' });
    expect(data.country).toMatchObject({ predecessors: [{ key: 'x-aland-1900' }], successors: [] });
  });

  test('rejects an unreadable file with its reason and imports the others', async () => {
    using folder = writeTemporaryFolder({
      ...renderTerritoryXml({
        id: 'good',
        name: 'Good',
        type: 'dependency-or-area-of-special-sovereignty',
        until: '9999',
      }),
      ...renderTerritoryXml({ id: 'far', name: 'Far', since: '20222', until: '9999' }),
      ...renderTerritoryXml({ id: 'nameless', name: '' }),
      'data/territories/broken.xml': '<territory>\n<id>broken</id>\n<short-form-name>B</territory>',
      'data/territories/other.xml': '<territory><id>another</id></territory>',
      'data/territories/empty.xml': '<regions/>',
    });
    await using fixture = await openApiFixture({ dossier: false });
    const { created, rejections } = await importTerritories(fixture, folder.path);
    expect(created).toBe(1);
    expect(rejections.map(({ file, reason }) => [file, reason])).toEqual([
      ['broken.xml', expect.stringContaining('The XML is invalid')],
      ['empty.xml', 'The territory has no <id>, or the file has no territory.'],
      [
        'far.xml',
        'far is valid since "20222", which is not a year. It must be a year such as 1991, 9999 if it still exists, or empty.',
      ],
      ['nameless.xml', 'nameless has no <short-form-name>.'],
      ['other.xml', 'The id is "another", so the file name must be another.xml.'],
    ]);
    using none = writeTemporaryFolder({ 'readme.txt': '' });
    await expect(importTerritories(fixture, none.path)).rejects.toThrow(/has no XML files/);
  });
});
