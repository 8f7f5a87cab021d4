import { ReaderError, readText, toRecord } from '@chancery/reader';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SourceText, verifySpan } from '../../src/model/source-text.ts';
import { scaleRuns } from '../helpers/property-test-runs.ts';
import { countriesRegister } from './countries-register.ts';

const piece = fc.oneof(
  fc.constantFrom(
    ...['“', '”', '"', '‘', '’', '«', '»', '„', ' said ', 'Ada Lund', ' President ', 'Kazakhstan', ' arrived in '],
    ...[', ', '. ', ': ', '\n\n', ' last week ', '😀', 'e\u0301', ' is an exporter of oil ', ' told ', '\ud83d'],
    ...[' received ', ' postponed her trip to ', 'von der Leyen', ' a déclaré ', '-t-il', "l'Allemagne", ' au Japon '],
    ...[' sagte ', ' reiste nach ', ' dijo ', ' llegó a ', ' selon ', ' besuchte '],
    ...[
      '\n\n— ',
      ', — сказал ',
      ', — ',
      'Ада Лунд',
      ' прибыл в ',
      'президентом Норвегии ',
      ' заявил, что ',
      ' Казахстана ',
    ],
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
/** A text, and what is done to it: pieces that are inserted, and numbers of characters that are deleted. */
const edit = fc.record({ at: fc.nat(400), remove: fc.nat(30), insert: fc.oneof(fc.constant(''), piece) });
/** What an adapter suggests: words of the text, by their place, or any others. */
const suggestion = fc.oneof(
  fc.record({ from: fc.nat(400), length: fc.nat(60), speaker: fc.oneof(piece, fc.constant('')) }),
  fc.record({ words: piece, speaker: piece }),
);

test('every span of every draft yields its words, for any text, edits and adapter', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 60 }),
      fc.array(edit, { maxLength: 4 }),
      fc.array(suggestion, { maxLength: 6 }),
      fc.constantFrom('en', 'fr', 'de', 'es', 'ru'),
      async (pieces, edits, suggested, language) => {
        let text = pieces.join('');
        for (const { at, remove, insert } of edits) text = text.slice(0, at) + insert + text.slice(at + remove);
        fc.pre(text.trim() !== '');
        const suggestions = suggested.map((one) => ({
          words: 'words' in one ? one.words : text.slice(one.from, one.from + one.length),
          speaker: one.speaker,
        }));
        const result = await readText({
          ...{ text, language, publishedOn: '2024-05-15', sourceKey: 'gazette', register: countriesRegister },
          suggestions,
        }).catch((error: unknown) => {
          if (!(error instanceof ReaderError)) throw error;
          return undefined;
        });
        const source = new SourceText(text);
        for (const draft of result?.drafts ?? [])
          for (const { spans } of draft.citations)
            for (const { words, start, end } of spans) {
              expect(verifySpan(source, { words, start, end })).toBeUndefined();
              expect(words).not.toBe('');
            }
        const { given, merged, added, dropped } = result?.suggestions ?? { given: 0, merged: 0, added: 0, dropped: 0 };
        expect(merged + added + dropped).toBe(given);
        expect(() => result?.drafts.map((draft) => toRecord(draft, 'gazette'))).not.toThrow();
      },
    ),
    { numRuns: scaleRuns(300) },
  );
});
