import type { ImportReport } from '../ingest/import-records.ts';
import { formatLocation } from '../model/validation-messages.ts';
import { formatTable } from './output.ts';

const countFields = ['read', 'created', 'updated', 'unchanged', 'rejected'] as const;
const maxShown = 10;

/** For people: the counts, then the first rejections with place and reason. */
export function formatImportReport(report: ImportReport): string {
  const lines = [formatTable(countFields.map((name) => [name, report[name]]))];
  for (const rejection of report.rejections.slice(0, maxShown))
    lines.push(`  ${formatLocation(rejection)}: ${rejection.reason}`);
  if (report.vanished > 0)
    lines.push(
      `  ${report.vanished} imported before ${report.vanished === 1 ? 'is' : 'are'} no more in the input; the record keeps them`,
    );
  const more = report.rejected - Math.min(report.rejections.length, maxShown);
  if (more > 0) lines.push(`  and ${more} more${report.rejectsFile ? '' : '; --json lists the first 100'}`);
  if (report.notes.length > 0)
    lines.push(
      'To look at:',
      ...report.notes.slice(0, maxShown).map((note) => `  ${formatLocation(note)}: ${note.note}`),
    );
  if (report.rejectsFile) lines.push(`All rejections: ${report.rejectsFile}`);
  return lines.join('\n');
}

/** 1 when an entry was rejected. */
export const getExitCode = (reports: readonly ImportReport[]): 0 | 1 =>
  reports.some(({ rejected }) => rejected > 0) ? 1 : 0;

/** Several loads as one. */
export function mergeReports(reports: readonly ImportReport[]): ImportReport {
  const total = (name: (typeof countFields)[number]): number => reports.reduce((all, report) => all + report[name], 0);
  return {
    read: total('read'),
    created: total('created'),
    updated: total('updated'),
    unchanged: total('unchanged'),
    rejected: total('rejected'),
    vanished: reports.reduce((all, { vanished }) => all + vanished, 0),
    rejections: reports.flatMap(({ rejections }) => rejections).slice(0, 100),
    notes: reports.flatMap(({ notes }) => notes).slice(0, 100),
    rejectsFile: reports.find(({ rejectsFile }) => rejectsFile)?.rejectsFile ?? null,
  };
}
