import type { ImportReport } from '../ingest/import-records.ts';
import type { Rejection } from '../ingest/import-report.ts';
import { formatLocation } from '../model/validation-messages.ts';
import type { DuplicateCandidate } from '../store/find-duplicates.ts';
import { formatTable, pluralize } from './output.ts';
import { formatFlowFormats, formatTableReport, isFlowReport, isTableReport } from './table-report.ts';

const countFields = ['read', 'created', 'updated', 'unchanged', 'rejected'] as const;
const maxShown = 10;

/** Formats a report for people: the counts, then the first rejections and warnings. */
export function formatImportReport(report: ImportReport): string {
  const lines = [
    ...(isTableReport(report) ? formatTableReport(report) : []),
    ...(isFlowReport(report) ? formatFlowFormats(report) : []),
    formatTable(countFields.map((name) => [name, report[name]])),
    ...formatRejections(report.rejections, report.rejected, report.rejectsFile),
  ];
  if (report.vanished > 0)
    lines.push(
      `  ${report.vanished} imported earlier ${report.vanished === 1 ? 'is' : 'are'} no longer in the input; nothing was deleted`,
    );
  if (report.unverifiedSpans > 0)
    lines.push(
      `  ${pluralize(report.unverifiedSpans, 'quotation')} not compared with the text of the source: UNVERIFIED`,
    );
  if (report.notes.length > 0)
    lines.push(
      'Warnings:',
      ...report.notes.slice(0, maxShown).map((note) => `  ${formatLocation(note)}: ${note.note}`),
    );
  if (report.duplicates > 0)
    lines.push('Possible duplicates:', ...formatDuplicates(report.duplicateCandidates, report.duplicates));
  if (report.rejectsFile) lines.push(`All rejections: ${report.rejectsFile}`);
  return lines.join('\n');
}

/** Formats the first rejections, each with its location and reason, and how many more there are. */
export function formatRejections(
  rejections: readonly Rejection[],
  count: number,
  rejectsFile: string | null = null,
): string[] {
  const lines = rejections.slice(0, maxShown).map((rejection) => `  ${formatLocation(rejection)}: ${rejection.reason}`);
  const more = count - lines.length;
  return more > 0 ? [...lines, `  and ${more} more${rejectsFile ? '' : '; --json lists the first 100'}`] : lines;
}

const duplicateReasons: Readonly<Record<DuplicateCandidate['reason'], string>> = {
  IDENTICAL: 'identical visits',
  SAME_DAYS: 'visits of the same person to the same host on the same days',
  SAME_NAME: 'people of the same name',
};

function formatDuplicates(candidates: readonly DuplicateCandidate[], count: number): string[] {
  const lines = candidates
    .slice(0, maxShown)
    .map(({ reason, keys }) => `  ${keys.join(', ')}: ${duplicateReasons[reason]}`);
  const more = count - lines.length;
  return more > 0 ? [...lines, `  and ${more} more; --json lists the first 100`] : lines;
}

/** Returns 1 if anything was rejected. */
export const getExitCode = (reports: readonly ImportReport[]): 0 | 1 =>
  reports.some(({ rejected }) => rejected > 0) ? 1 : 0;

export function mergeReports(reports: readonly ImportReport[]): ImportReport {
  const sum = (name: (typeof countFields)[number] | 'vanished' | 'unverifiedSpans' | 'duplicates'): number =>
    reports.reduce((total, report) => total + report[name], 0);
  return {
    read: sum('read'),
    created: sum('created'),
    updated: sum('updated'),
    unchanged: sum('unchanged'),
    rejected: sum('rejected'),
    vanished: sum('vanished'),
    unverifiedSpans: sum('unverifiedSpans'),
    duplicates: sum('duplicates'),
    duplicateCandidates: reports.flatMap(({ duplicateCandidates }) => duplicateCandidates).slice(0, 100),
    rejections: reports.flatMap(({ rejections }) => rejections).slice(0, 100),
    notes: reports.flatMap(({ notes }) => notes).slice(0, 100),
    rejectsFile: reports.find(({ rejectsFile }) => rejectsFile)?.rejectsFile ?? null,
  };
}
