import { isUtf8 } from 'node:buffer';
import { statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { ReaderError } from '@chancery/reader';
import { Scalar, stringify } from 'yaml';
import type { Database } from '../db/database.ts';
import { proposeRecords, type StatedFields } from '../ingest/propose-records.ts';
import { readSourceFile, type SourceFile } from '../ingest/read-source-file.ts';
import type { Proposal, TextReading } from '../model/proposal.ts';
import { UsageError } from '../server/settings.ts';
import { describeSuggestions, readSuggestions } from './read-suggestions.ts';

interface RenderedProposals {
  /** The complete records in the interchange format. */
  records: Record<string, unknown>[];
  yaml: string;
  notices: TextReading['notices'];
  isPublisherMissing: boolean;
}

/** HTML has more bytes than its article. */
const maxFileSize = 20_000_000;
export const publisherRemark = 'publisher: the text does not state it. Replace it.';

/** Reads a text against the record, and renders what it proposes. */
export async function renderProposals(
  db: Database,
  file: string,
  { llm, ...stated }: StatedFields & { llm?: boolean },
): Promise<RenderedProposals> {
  const { text, fields } = await readInput(file);
  const suggested = llm ? await readSuggestions(text) : undefined;
  const reading = await explainReaderError(() =>
    proposeRecords(db, { text, stated, fields, suggestions: suggested?.suggestions }),
  );
  const { publisher } = reading.source;
  const isPublisherMissing = !reading.isSourceRecorded && (stated.publisher ?? fields.publisher) === undefined;
  const source = { ...reading.source, ...(publisher === undefined && { publisher: 'Unknown' }), text };
  const complete = reading.proposals.filter(({ unresolved }) => unresolved.length === 0);
  return {
    records: [source, ...complete.map(({ record }) => record)],
    yaml: renderYaml(source, reading, isPublisherMissing),
    notices: [
      ...reading.notices,
      ...(suggested
        ? [suggested.notice ?? { code: 'LLM_USED', message: describeSuggestions(reading.suggestions) }]
        : []),
    ],
    isPublisherMissing,
  };
}

/** Reads a text file, the article of an HTML file, or stdin. */
export async function readInput(file: string): Promise<SourceFile> {
  if (file === '-') return { text: await readStdin(), fields: {} };
  const { size } = statSync(file);
  if (size > maxFileSize) throw tooLongError(basename(file, extname(file)), size);
  return readSourceFile(file);
}

const tooLongError = (name: string, size?: number): UsageError =>
  new UsageError(
    size === undefined
      ? `TEXT_TOO_LONG: ${name} has more than the maximum of ${maxFileSize.toLocaleString('en')} bytes. Read it in parts.`
      : `TEXT_TOO_LONG: ${name} has ${size.toLocaleString('en')} bytes; the maximum is ${maxFileSize.toLocaleString('en')}. Read it in parts.`,
  );

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxFileSize) throw tooLongError('stdin');
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  if (!isUtf8(bytes)) throw new UsageError('BINARY_TEXT: stdin is not UTF-8 text. Convert it to UTF-8.');
  return bytes.toString();
}

/** Reports why a text cannot be read, with the option that helps. */
async function explainReaderError<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof ReaderError)) throw error;
    const hint = error.code === 'DATE_UNKNOWN' ? ' Add --published-on, such as --published-on 2023-11-01.' : '';
    throw new UsageError(`${error.code}: ${error.message}${hint}`);
  }
}

/** Complete records as YAML; what is unresolved as comments, to be completed or deleted. */
function renderYaml(
  source: Readonly<Record<string, unknown>> & { text: string },
  { proposals, notices, language }: TextReading,
  isPublisherMissing: boolean,
): string {
  const incomplete = proposals.filter(({ unresolved }) => unresolved.length > 0).length;
  const head = [
    proposals.length === 0
      ? `The reader (${language}) found nothing to propose.`
      : `Proposals of the reader (${language}): ${proposals.length - incomplete} complete, ${incomplete} to be completed. Check them before you import them.`,
    ...notices.map(({ code, message }) => `${code}: ${message}`),
    ...(isPublisherMissing ? [publisherRemark] : []),
  ];
  return [
    comment(head),
    renderItem({ ...source, text: quote(source.text) }, source.text.length),
    ...proposals.map(renderProposal),
  ]
    .join('\n')
    .trimEnd();
}

function renderProposal(proposal: Proposal): string {
  const item = renderItem(proposal.record).trimEnd();
  const remarks = comment(describeProposal(proposal));
  return `\n${remarks}\n${proposal.unresolved.length > 0 ? comment(item.split('\n')) : item}`;
}

/** Says which rule proposes a record, what is unresolved, and which other records may be meant. */
export function describeProposal({ record, rule, confidence, origin, alternatives, unresolved }: Proposal): string[] {
  const isSupporting = rule.startsWith('new-') || rule === 'trip';
  return [
    isSupporting
      ? `${record.noun}: not on record.`
      : `${rule}, confidence ${confidence}${origin === 'BOTH' ? ', also suggested by the language model' : ''}`,
    ...unresolved.map(
      ({ field, words, start, reason }) =>
        `${field}: ${words === undefined ? '' : `${JSON.stringify(words)} at ${start}. `}${reason}`,
    ),
    ...alternatives.map(({ field, key, name, reason }) => `${field} may also be ${key} (${name}): ${reason}`),
  ];
}

/** A long text is one line: to break it into lines takes longer than to read it. */
const maxFoldedLength = 100_000;

const renderItem = (record: object, textLength = 0): string =>
  stringify([record], { lineWidth: 0, doubleQuotedAsJSON: textLength > maxFoldedLength });

/** In quotes: the line breaks at the end of a block would depend on what follows it. */
function quote(text: string): Scalar {
  const scalar = new Scalar(text);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}

/** Comment lines: a line break inside a remark must not end the comment. */
const comment = (lines: readonly string[]): string =>
  lines.map((line) => `# ${line.replace(/[\r\n\u0085\u2028\u2029]+/g, ' ')}`).join('\n');
