import { expect, test } from 'vitest';
import { matchNames } from '../../src/model/match-names.ts';

const similarity = (text: string, name: string): number => matchNames(text, name).similarity;

test.each([
  ['bashar', 'masar', 'bashar al asad'],
  ['maria', 'malta', 'maria eugenia charles'],
])('%s: another word, %s, is less similar than a name with the word', (text, other, name) => {
  expect(similarity(text, other)).toBeLessThan(similarity(text, name));
});

test('a name with one letter wrong stays a likely match', () => {
  expect(similarity('kazakstan', 'kazakhstan')).toBeGreaterThan(0.85);
  expect(similarity('germny', 'germany')).toBeGreaterThan(0.8);
});
