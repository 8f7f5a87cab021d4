import { expect, test } from 'vitest';
import { applyEdit } from '../../src/editing/apply-edit.ts';
import { openEditingFixture } from './editing-fixture.ts';

test.each([
  ['visit', 'key', 'v9'],
  ['visit', 'noun', 'statement'],
  ['coverage', 'about', 'speeches'],
] as const)('rejects a correction of a %s that changes its %s', async (noun, field, value) => {
  await using editing = await openEditingFixture();
  const before = await editing.dumpDatabase();
  const editor = { tokenId: 1, holder: 'Ada Lovelace', role: 'EDITOR' } as const;
  expect(
    await applyEdit(
      editing.apiFixture.db,
      editor,
      { verb: 'correct', noun, key: 'v1', patch: { [field]: value } },
      { source: 'gazette' },
    ),
  ).toEqual({
    result: 'invalid',
    fields: [
      {
        path: [noun, field],
        message: expect.stringMatching(/identifies the record and cannot be changed/),
        value: JSON.stringify(value),
      },
    ],
  });
  expect(await editing.dumpDatabase()).toEqual(before);
});
