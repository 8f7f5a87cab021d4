import { readText, toRecord } from '@chancery/reader';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SourceText, verifySpan } from '../../src/model/source-text.ts';
import { scaleRuns } from '../helpers/property-test-runs.ts';
import { countriesRegister } from './countries-register.ts';

test('every span of every draft yields its words, for any text', async () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '“',
      '”',
      '"',
      '‘',
      '’',
      '«',
      '»',
      ' said ',
      'Ada Lund',
      ' President ',
      'Kazakhstan',
      ' arrived in ',
      ', ',
      '. ',
      '\n\n',
      ' last week ',
      '😀',
      'e\u0301',
      ' is an exporter of oil ',
      ' told ',
      '\ud83d',
    ),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (pieces) => {
      const text = pieces.join('');
      fc.pre(text.trim() !== '');
      const drafts = await readText({
        text,
        language: 'en',
        publishedOn: '2024-05-15',
        sourceKey: 'gazette',
        register: countriesRegister,
      }).then(
        (result) => result.drafts,
        () => [],
      );
      const source = new SourceText(text);
      for (const draft of drafts)
        for (const { spans } of draft.citations)
          for (const { words, start, end } of spans) expect(verifySpan(source, { words, start, end })).toBeUndefined();
      expect(() => drafts.map((draft) => toRecord(draft, 'gazette'))).not.toThrow();
    }),
    { numRuns: scaleRuns(300) },
  );
});
