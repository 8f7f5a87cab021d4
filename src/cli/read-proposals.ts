import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import { type Draft, ReaderError, type ReadTextResult, readText, slugify, toRecord } from '@chancery/reader';
import { Scalar, stringify } from 'yaml';
import type { Database } from '../db/database.ts';
import { selectSourceByHash } from '../db/queries/text-register.ts';
import { readSourceFile, type SourceFile } from '../ingest/read-source-file.ts';
import { createTextRegister } from '../ingest/text-register.ts';
import { parseDay } from '../model/fuzzy-date.ts';
import { UsageError } from '../server/settings.ts';
import { readCurrentRecord } from '../store/serialize/read-record.ts';
import { describeSuggestions, readSuggestions } from './read-suggestions.ts';

interface Stated {
  publishedOn?: string | undefined;
  publisher?: string | undefined;
  title?: string | undefined;
  url?: string | undefined;
  language?: string | undefined;
  licence?: string | undefined;
  llm?: boolean | undefined;
}

interface Proposals {
  /** The complete records in the interchange format. */
  records: Record<string, unknown>[];
  yaml: string;
  notices: readonly { code: string; message: string }[];
  isPublisherMissing: boolean;
}

/** HTML has more bytes than its article. */
export const maxFileSize = 20_000_000;
export const publisherRemark = 'publisher: the text does not state it. Replace it.';

/** Reads a text against the record, and renders what it proposes. */
export async function readProposals(db: Database, file: string, stated: Stated): Promise<Proposals> {
  const { text, fields } = file === '-' ? { text: await readStdin(), fields: {} } : await readSourceFile(file);
  const publishedOn =
    stated.publishedOn === undefined ? fields.publishedAt?.slice(0, 10) : parseDay(stated.publishedOn);
  const sha256 = hash('sha256', text);
  const known = await db.read((reader) => selectSourceByHash(reader, sha256));
  const publisher = stated.publisher ?? fields.publisher;
  const url = stated.url ?? fields.url;
  const key = known?.key ?? createKey(publisher, url, publishedOn, sha256);
  const suggested = stated.llm ? await readSuggestions(text) : undefined;
  const result = await readOrExplain({
    suggestions: suggested?.suggestions,
    text,
    language: stated.language ?? fields.language,
    publishedOn,
    sourceKey: key,
    register: createTextRegister(db),
  });
  if (!result.dateline) throw new UsageError(describeMissingDate(result));
  const recorded = known && (await db.read((reader) => readCurrentRecord(reader, 'source', known.key)));
  const source = recorded
    ? { ...withoutComputed(recorded), text }
    : createSource({ key, text, publisher, url, stated, fields, result });
  const isPublisherMissing = publisher === undefined && !recorded;
  const complete = result.drafts.filter(({ unresolved }) => unresolved.length === 0);
  return {
    records: [source, ...complete.map((draft) => toRecord(draft, key))],
    yaml: renderYaml(source, result, key, isPublisherMissing),
    notices: [
      ...result.notices,
      ...(suggested
        ? [suggested.notice ?? { code: 'LLM_USED', message: describeSuggestions(result.suggestions) }]
        : []),
    ],
    isPublisherMissing,
  };
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxFileSize)
      throw new UsageError(
        `TEXT_TOO_LONG: stdin has more than the maximum of ${maxFileSize.toLocaleString('en')} bytes. Read it in parts.`,
      );
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  if (!isUtf8(bytes)) throw new UsageError('BINARY_TEXT: stdin is not UTF-8 text. Convert it to UTF-8.');
  return bytes.toString();
}

async function readOrExplain(input: Parameters<typeof readText>[0]): Promise<ReadTextResult> {
  try {
    return await readText(input);
  } catch (error) {
    throw error instanceof ReaderError ? new UsageError(`${error.code}: ${error.message}`) : error;
  }
}

const describeMissingDate = ({ notices }: ReadTextResult): string => {
  const notice = notices.find(({ code }) => code === 'DATE_UNKNOWN');
  return `DATE_UNKNOWN: ${notice?.message ?? ''} Add --published-on, such as --published-on 2023-11-01.`;
};

/** The same text always has the same key. */
function createKey(
  publisher: string | undefined,
  url: string | undefined,
  day: string | undefined,
  sha256: string,
): string {
  const name = publisher ?? (url !== undefined && URL.canParse(url) ? new URL(url).hostname : 'text');
  return [slugify(name).slice(0, 80), ...(day === undefined ? [] : [day]), sha256.slice(0, 8)].join('-');
}

function createSource({
  key,
  text,
  publisher,
  url,
  stated,
  fields,
  result,
}: {
  key: string;
  text: string;
  publisher: string | undefined;
  url: string | undefined;
  stated: Stated;
  fields: SourceFile['fields'];
  result: ReadTextResult;
}) {
  const title = stated.title ?? fields.title;
  const { dateline, language } = result;
  return {
    noun: 'source',
    key,
    publisher: publisher ?? (url !== undefined && URL.canParse(url) ? new URL(url).hostname : 'Unknown'),
    ...(title !== undefined && { title }),
    ...(url !== undefined && { url }),
    language,
    ...(stated.publishedOn === undefined
      ? dateline && { publishedOn: { edtf: dateline.day, basis: 'INFERRED' } }
      : { publishedOn: stated.publishedOn }),
    ...(stated.licence !== undefined && { licence: stated.licence }),
    text,
  };
}

/** Without the hash and the length, which follow from the text. */
function withoutComputed(record: Record<string, unknown>): Record<string, unknown> {
  const { sha256: _sha256, length: _length, text: _text, ...fields } = record;
  return { noun: 'source', ...fields };
}

/** Complete records as YAML; what is unresolved as comments, to be completed or deleted. */
function renderYaml(
  source: { text: string },
  { drafts, notices, language }: ReadTextResult,
  key: string,
  isPublisherMissing: boolean,
): string {
  const incomplete = drafts.filter(({ unresolved }) => unresolved.length > 0).length;
  const head = [
    drafts.length === 0
      ? `The reader (${language}) found nothing to propose.`
      : `Proposals of the reader (${language}): ${drafts.length - incomplete} complete, ${incomplete} to be completed. Check them before you import them.`,
    ...notices.map(({ code, message }) => `${code}: ${message}`),
    ...(isPublisherMissing ? [publisherRemark] : []),
  ];
  return [
    comment(head),
    renderItem({ ...source, text: quote(source.text) }),
    ...drafts.map((draft) => renderDraft(draft, key)),
  ]
    .join('\n')
    .trimEnd();
}

function renderDraft(draft: Draft, source: string): string {
  const { rule, confidence, alternatives, unresolved, noun, origin } = draft;
  const isSupporting = rule.startsWith('new-') || rule === 'trip';
  const remarks = [
    isSupporting
      ? `${noun}: not on record.`
      : `${rule}, confidence ${confidence}${origin === 'BOTH' ? ', also suggested by the language model' : ''}`,
    ...unresolved.map(
      ({ field, words, reason }) =>
        `${field}: ${words ? `${JSON.stringify(words.words)} at ${words.start}. ` : ''}${reason}`,
    ),
    ...alternatives.map(({ field, key, name, reason }) => `${field} may also be ${key} (${name}): ${reason}`),
  ];
  const item = renderItem(toRecord(draft, source));
  return `\n${comment(remarks)}\n${unresolved.length > 0 ? comment(item.trimEnd().split('\n')) : item.trimEnd()}`;
}

const renderItem = (record: object): string => stringify([record], { lineWidth: 0 });

/** In quotes: the line breaks at the end of a block would depend on what follows it. */
function quote(text: string): Scalar {
  const scalar = new Scalar(text);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}

/** Comment lines: a line break inside a remark must not end the comment. */
const comment = (lines: readonly string[]): string =>
  lines.map((line) => `# ${line.replace(/[\r\n\u0085\u2028\u2029]+/g, ' ')}`).join('\n');
