import { expect, test } from 'vitest';
import { formatImportReport } from '../../src/cli/import-report.ts';

const report = {
  ...{ read: 30, created: 30, updated: 0, unchanged: 0, rejected: 0, vanished: 0, unverifiedSpans: 0 },
  ...{ rejections: [], notes: [], rejectsFile: null },
};
const pair = (n: number) => ({ noun: 'visit' as const, reason: 'IDENTICAL' as const, keys: [`a${n}`, `b${n}`] });

test('the report lists the first ten groups of possible duplicates and counts the others', () => {
  const duplicateCandidates = Array.from({ length: 12 }, (_, n) => pair(n));
  const lines = formatImportReport({ ...report, duplicates: 12, duplicateCandidates }).split('\n');
  const start = lines.indexOf('Possible duplicates:');
  expect(lines[start + 1]).toBe('  a0, b0: identical visits');
  expect(lines.slice(start + 11)).toEqual(['  and 2 more; --json lists the first 100']);
  expect(formatImportReport({ ...report, duplicates: 0, duplicateCandidates: [] })).not.toContain('duplicates');
});
