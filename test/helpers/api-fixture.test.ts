import { expect, test } from 'vitest';
import { openApiFixture } from './api-fixture.ts';

test('each fixture queries its own database and reports the SQL statements it ran', async () => {
  await using fixture = await openApiFixture();
  await using empty = await openApiFixture({ dossier: false });
  const document = '{ visits { totalCount } }';
  const { status, data, errors, extensions, sqlStatements } = await fixture.execute(document);
  expect(errors).toBeUndefined();
  expect({ status, data }).toEqual({ status: 200, data: { visits: { totalCount: 2 } } });
  expect(extensions).toMatchObject({ dataset: { sequence: 579 } });
  expect(sqlStatements.length).toBeGreaterThan(0);
  expect((await empty.execute(document)).data).toEqual({ visits: { totalCount: 0 } });
});
