import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findMatches, highlightLines } from '../../src/db/queries/highlights.ts';
import { editDistance } from '../../src/model/edit-distance.ts';
import { foldLetters, foldText, foldWithOffsets } from '../../src/model/fold-text.ts';
import { splitWords, toIndexedText } from '../../src/model/search-text.ts';
import { scaleRuns } from '../helpers/property-test-runs.ts';

const runs = { numRuns: scaleRuns(500) };

describe('folding', () => {
  test.each([
    ['Éire', 'eire'],
    ['Ελλάδα', 'ελλαδα'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['Ёлка', 'елка'],
    ['Йемен', 'йемен'],
    ['И\u0306емен', 'йемен'],
    ['Україна', 'украіна'],
    ['Việt Nam', 'viet nam'],
    ['İstanbul', 'istanbul'],
    ['टोगो', 'टोगो'],
    ['か\u3099', 'が'],
    ['ガス', 'ガス'],
    ['한국', '한국'.normalize('NFC')],
    ['อิตาลี', 'อิตาลี'],
    ['يَمَن', 'يَمَن'],
    ['soft\u00adhyphen', 'softhyphen'],
    ['Côte  d’Ivoire ', "cote d'ivoire"],
  ])('%s: %s', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  test.each([
    ['टोगो', 'टोंगा'],
    ['ガス', 'カス'],
    ['Йод', 'Иод'],
    ['น่าน', 'นาน'],
    ['آن', 'ان'],
  ])('keeps %s and %s apart', (one, other) => {
    expect(foldText(one)).not.toBe(foldText(other));
  });

  // The letters that may lose an accent, and some that may not.
  const letters = fc.constantFrom(...'aeinouсеийуіαεηιουカか한กकটاאბ');
  const marks = fc.constantFrom('', '', '\u0301', '\u0308', '\u0306', '\u0327', '\u3099', '\u0e48', '\u093e', '\u0902');

  test('removes the marks of Latin, Greek and Cyrillic letters only', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(letters, marks)), (pairs) => {
        const text = pairs.map(([letter, mark]) => letter + mark).join('');
        const expected = pairs
          .map(([letter, mark]) => {
            if (letter === 'й' || (letter === 'и' && mark === '\u0306')) return 'й';
            if (!/[a-zа-яіα-ω]/.test(letter)) return (letter + mark).normalize('NFC');
            return letter;
          })
          .join('')
          .normalize('NFC');
        expect(foldLetters(text)).toBe(expected);
      }),
      runs,
    );
  });

  const anyText = fc.string({ unit: 'grapheme' });

  test('is idempotent, and ignores case and the form of composition', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const folded = foldText(text);
        expect(foldText(folded)).toBe(folded);
        expect(foldText(text.normalize('NFD'))).toBe(folded);
        expect(foldText(text.normalize('NFC'))).toBe(folded);
      }),
      runs,
    );
  });

  test('locates folded letters in the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { folded, offsets } = foldWithOffsets(text);
        expect(folded).toBe(foldLetters(text));
        if (offsets) expect(offsets).toHaveLength(folded.length + 1);
      }),
      runs,
    );
  });
});

describe('highlights', () => {
  test.each([
    ['common word', 'A common word, common.', ['A <mark>common</mark> <mark>word</mark>, <mark>common</mark>.']],
    ['"common word"', 'A common  word\nword', ['A <mark>common  word</mark>']],
    ['kaz*', 'Kazakhs & Kazakhstan\nnone', ['<mark>Kazakhs</mark> &amp; <mark>Kazakhstan</mark>']],
    ['"one two"', 'one\ntwo <b>', ['<mark>one</mark>', '<mark>two</mark> &lt;b&gt;']],
    ['etat', 'L’E\u0301tat, état-major', ['L’<mark>E\u0301tat</mark>, <mark>état</mark>-major']],
    ['中国', '中国人和中国', ['<mark>中国</mark>人和<mark>中国</mark>']],
    ['中国 国人', '中国人', ['<mark>中国人</mark>']],
    ['ʼⰰ', 'ʼⰀ ʼⰀ', ['<mark>ʼⰀ</mark> <mark>ʼⰀ</mark>']],
    ['ʼneil', 'ʼNeil', ['<mark>ʼNeil</mark>']],
    ['a', 'b中a文a', ['b中<mark>a</mark>文<mark>a</mark>']],
    ['한국', '한국은'.normalize('NFD'), [`<mark>${'한국'.normalize('NFD')}</mark>${'은'.normalize('NFD')}`]],
  ])('%s in %s', (search, text, expected) => {
    const terms = [...search.matchAll(/"([^"]*)"|(\S+)/g)].map(([, phrase, word = '']) => ({
      words: splitWords(phrase ?? word),
      isPrefix: word.endsWith('*'),
    }));
    expect(highlightLines([text], terms)).toEqual(expected);
  });

  test('mark every word of a text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const word of splitWords(text))
          expect(findMatches(text, [{ words: [word], isPrefix: false }])).not.toEqual([]);
      }),
      runs,
    );
  });
});

test.each([
  ['中国', '中国 国'],
  ['在2023年', '在 2023 年'],
  ['Élan vital', 'elan vital'],
  ['plain, ASCII', 'plain, ASCII'],
])('indexes %s as %s', (text, terms) => {
  expect(toIndexedText(text)).toBe(terms);
});

test('the distance of spellings counts additions, removals, replacements and exchanges', () => {
  expect(editDistance('kazahkstan', 'kazakhstan', 2)).toBe(1);
  expect(editDistance('phillipines', 'philippines', 2)).toBe(2);
  expect(editDistance('', 'ab', 2)).toBe(2);
  expect(editDistance('abc', 'xyz', 2)).toBe(Infinity);
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'b', 'c') }),
      fc.string({ unit: fc.constantFrom('a', 'b', 'c') }),
      (one, other) => {
        const distance = editDistance(one, other, 100);
        expect(editDistance(other, one, 100)).toBe(distance);
        expect(distance === 0).toBe(one === other);
        expect(distance).toBeLessThanOrEqual(Math.max(one.length, other.length));
        const limited = editDistance(one, other, 2);
        expect(limited).toBe(distance <= 2 ? distance : Infinity);
      },
    ),
    runs,
  );
});
