import { expect, test } from 'vitest';
import { carryOut } from '../../src/editing/apply-edit.ts';
import { openDesk } from './editing-fixture.ts';

test.each([
  ['visit', 'key', 'v9'],
  ['visit', 'noun', 'statement'],
  ['coverage', 'about', 'speeches'],
] as const)('a correction gives no %s another %s', async (noun, field, value) => {
  await using desk = await openDesk();
  const before = await desk.dump();
  const editor = { tokenId: 1, holder: 'Ada Lovelace', role: 'EDITOR' } as const;
  expect(
    await carryOut(
      desk.world.db,
      editor,
      { verb: 'correct', noun, key: 'v1', patch: { [field]: value } },
      { source: 'gazette' },
    ),
  ).toEqual({
    result: 'invalid',
    fields: [
      {
        path: [noun, field],
        message: expect.stringMatching(/named by, which never changes/),
        value: JSON.stringify(value),
      },
    ],
  });
  expect(await desk.dump()).toEqual(before);
});
