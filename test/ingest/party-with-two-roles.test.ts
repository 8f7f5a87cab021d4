import { expect, test } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import { openApiFixture } from '../helpers/api-fixture.ts';

test('lists a party with two roles in a tie once', async () => {
  await using fixture = await openApiFixture();
  const tie = {
    noun: 'trade-link',
    key: 'test:two-roles',
    summary: 'Kazakhstan supplies, and the goods go through Kazakhstan.',
    kind: 'SUPPLY',
    status: 'ACTIVE',
    start: '2030-01-01',
  } as const;
  const sources = await fixture.execute('{ sources(first: 100) { nodes { key } } }');
  const [{ key: source }] = sources.data.sources.nodes;
  const record = { ...tie, citations: [{ source, basis: 'STATED' as const }], suppliers: ['KZ'], via: ['KZ'] };
  const report = await importRecords(fixture.db, [{ place: { file: 'test' }, record }]);
  expect(report).toMatchObject({ created: 1, rejected: 0 });

  const { data } = await fixture.execute(`{
    country(code: "KZ") {
      entries(first: 1) { nodes { key } }
      all: tradeLinks(first: 1) { nodes { key } }
      via: tradeLinks(role: VIA, first: 1) { nodes { key } }
      buying: tradeLinks(role: BUYER) { totalCount }
    }
  }`);
  const found = { nodes: [{ key: 'test:two-roles' }] };
  expect(data.country).toEqual({ entries: found, all: found, via: found, buying: { totalCount: 0 } });
});
