import { expect, test } from 'vitest';
import { openApiFixture } from './api-fixture.ts';

test('a world answers from a record of its own, and tells which statements it took', async () => {
  await using world = await openApiFixture();
  await using empty = await openApiFixture({ dossier: false });
  const document = '{ visits { totalCount } }';
  const { status, data, errors, extensions, sqlStatements: sql } = await world.execute(document);
  expect(errors).toBeUndefined();
  expect({ status, data }).toEqual({ status: 200, data: { visits: { totalCount: 2 } } });
  expect(extensions).toMatchObject({ dataset: { sequence: 456 } });
  expect(sql.length).toBeGreaterThan(0);
  expect((await empty.execute(document)).data).toEqual({ visits: { totalCount: 0 } });
});
