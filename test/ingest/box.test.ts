import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { buildBox, type SetInput } from '../../src/ingest/box/build-box.ts';
import { importBox } from '../../src/ingest/box/import-box.ts';
import { openApiFixture } from '../helpers/api-fixture.ts';
import { writeTemporaryFolder } from './hsg-travels-fixture.ts';
import { importFolder, renderVisitsXml } from './hsg-visits-fixture.ts';

const about = { title: 'A test', url: 'https://example.org', licence: 'CC0 1.0', version: '1', date: '2026-01-01' };
const sets: SetInput[] = [
  { ...about, name: 'leaders', importer: 'leaders', path: 'leaders' },
  { ...about, name: 'visits', importer: 'hsg-visits', path: 'visits' },
];
const longRemark = `State visit. ${'Visited many places. '.repeat(20)}`.trim();
const sources = {
  'leaders/executive-strings.jsonl': JSON.stringify({
    ...{ gec: 'ke', country: 'Kenya', field: 'chief of state', text: 'President Ada EXAMPLE (since 9 April 2013)' },
    ...{ firstSeenEdition: '2016-06-30', lastSeenEdition: '2019-06-30' },
  }),
  'visits/1980.xml': renderVisitsXml(
    { id: 1, start: '2015-01-01' },
    { id: 2, start: '2016-01-01', description: longRemark },
    // Rejected, and therefore not in the box.
    { id: 3, start: '1945-04-25', from: 'Syria' },
  ),
};

const visitsQuery = `{
  visits(first: 10, orderBy: [{ field: START, direction: ASC }]) { nodes {
    key type remarks travellers { term { key } } citations(field: "type") { spans { words verification } }
  } }
  coverages(filter: { kind: [VISIT] }) { nodes { note } }
}`;

test('the box leaves out long remarks, and the full sources add them without creating anything', async () => {
  using input = writeTemporaryFolder(sources);
  using output = writeTemporaryFolder({});
  const [out, again] = ['box', 'again'].map((name) => join(output.path, name)) as [string, string];
  for (const folder of [out, again]) {
    await using builder = await openApiFixture({ dossier: false });
    await buildBox(builder.db, { sets, folder: input.path, out: folder });
  }
  for (const name of ['leaders.jsonl.br', 'visits.jsonl.br', 'manifest.json'])
    expect(readFileSync(join(again, name))).toEqual(readFileSync(join(out, name)));

  await using fixture = await openApiFixture({ dossier: false });
  const reports = await importBox(fixture.db, pathToFileURL(`${out}/`));
  expect(reports.map(({ rejected, unverifiedSpans }) => [rejected, unverifiedSpans])).toEqual([
    [0, 0],
    [0, 0],
  ]);
  const { data } = await fixture.execute(visitsQuery);
  const visit = (key: string, remarks: string | null, type: string, words: string | null) => ({
    ...{ key, type, remarks, travellers: [{ term: { key: expect.stringContaining('ada-example') } }] },
    citations: [{ spans: words === null ? [] : [{ words, verification: 'SENT' }] }],
  });
  expect(data.visits.nodes).toEqual([
    visit('hsg-visits:1', 'Working visit.', 'WORKING', 'Working visit.'),
    visit('hsg-visits:2', null, 'STATE', null),
  ]);
  expect(data.coverages.nodes[0].note).toContain('leaves out remarks of more than 200 characters');

  for (const [format, name] of [['leaders', 'leaders'] as const, ['hsg-visits', 'visits'] as const])
    expect(await importFolder(fixture.db, format, join(input.path, name))).toMatchObject({ created: 0, vanished: 0 });
  const { data: complete } = await fixture.execute(visitsQuery);
  expect(complete.visits.nodes[1]).toEqual(visit('hsg-visits:2', longRemark, 'STATE', longRemark));
  expect(complete.coverages.nodes[0].note).not.toContain('leaves out');
  expect(await importFolder(fixture.db, 'hsg-visits', join(input.path, 'visits'))).toMatchObject({
    updated: 0,
    created: 0,
  });
});
