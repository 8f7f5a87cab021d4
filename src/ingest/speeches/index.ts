import { basename } from 'node:path';
import type { ExistingLeaders } from '../../db/queries/existing-leaders.ts';
import type { ImportItem, RecordInputOf } from '../../model/records/index.ts';
import { readCuratedAliases } from '../curated-aliases.ts';
import { withDefiniteArticle } from '../definite-article.ts';
import { toRecordItem } from '../import-items.ts';
import type { CountryResolver } from '../resolve-country.ts';
import { createCoverageRecord, getDebateDays, parseSpeechKey } from './coverage.ts';
import { type Delegation, resolveDelegation } from './delegation.ts';
import { findSpeakerTerm, formatSpeakerName, speakerKey } from './speaker.ts';
import { readSpeakerWorkbook, type SpeakerRow } from './speaker-workbook.ts';
import { findSpeechFiles, readSpeech, type SpeechFile, type SpeechText } from './speech-files.ts';

type SourceInput = RecordInputOf<'source'>;
type StatementInput = RecordInputOf<'statement'>;

interface SpeechesOptions {
  folder: string;
  countries: CountryResolver;
  onRecord: ExistingLeaders;
  /** The keys of the sources of speeches that were imported earlier. */
  recordedSources?: readonly string[];
}

const workbookSourceKey = 'ungdc:speakers';
const corpusSource = {
  publisher: 'United Nations General Debate Corpus',
  url: 'https://doi.org/10.7910/DVN/0TJX8Y',
  language: 'en',
  licence: 'CC0 1.0; please cite Jankin, Baturo and Dasandi, "Words to Unite Nations"',
};

/** Reads speeches of the UN general debates, one per file, and their speakers from the workbook. */
export async function* readSpeeches({
  folder,
  countries,
  onRecord,
  recordedSources = [],
}: SpeechesOptions): AsyncGenerator<ImportItem> {
  const { files, workbook } = await findSpeechFiles(folder);
  const speakers = await readSpeakerWorkbook(workbook);
  const curated = readCuratedAliases();
  yield toRecordItem(
    { file: basename(workbook) },
    {
      noun: 'source',
      key: workbookSourceKey,
      ...corpusSource,
      title: 'Speakers in the general debates of the United Nations General Assembly, by session',
      sha256: speakers.sha256,
    },
  );
  const coverage = createCoverageRecord(workbookSourceKey, [...files, ...recordedSources.flatMap(parseSpeechKey)]);
  yield { ...toRecordItem({ file: basename(workbook) }, coverage), isUncounted: true };
  const yieldedPeople = new Set<string>();
  for (const file of files) {
    const place = { file: file.path };
    const key = `ungdc:${file.name}`;
    const speaker = requireSingleSpeaker(speakers.findSpeakers(file.code, file.session, file.year), file);
    const text = 'reason' in speaker ? speaker : await readSpeech(folder, file);
    const body =
      'reason' in speaker ? speaker : resolveDelegation({ ...file, label: speaker.country }, onRecord, countries);
    if ('reason' in speaker || 'reason' in text || 'reason' in body) {
      const faults = [speaker, text, body].flatMap((one) => ('reason' in one ? [one.reason] : []));
      yield { place, key, rejected: [...new Set(faults)].join(' ') };
      continue;
    }
    yield toRecordItem(place, createSourceRecord(key, file, text, body));
    const curatedPerson = curated.findPerson(body.key, speaker.name);
    const person = curatedPerson?.key ?? speakerKey(body.key, speaker.name);
    if (!onRecord.people.has(person) && !yieldedPeople.has(person)) {
      yieldedPeople.add(person);
      const name = curatedPerson?.name ?? formatSpeakerName(speaker.name);
      // The speech, not the workbook: other imports share the workbook, and have other speakers.
      yield toRecordItem(
        place,
        {
          noun: 'person',
          key: person,
          name,
          citations: [{ source: workbookSourceKey, field: 'name', basis: 'STATED' }],
        },
        /\d/.test(name)
          ? `"${name}" contains a digit, probably an OCR error in row ${speaker.row} of the workbook.`
          : undefined,
      );
    }
    const speech: SpeechDetails = { key, file, text, delegation: body, speaker, person };
    yield toRecordItem(place, createStatementRecord(speech, onRecord), body.note);
  }
}

/** Counts the speeches in the folder for a progress bar. */
export const countSpeeches = async (folder: string): Promise<number> => (await findSpeechFiles(folder)).files.length;

function requireSingleSpeaker(rows: readonly SpeakerRow[], { name }: SpeechFile): SpeakerRow | { reason: string } {
  const [row, ...others] = rows;
  if (!row) return { reason: `The workbook has no row for ${name}, so the speaker is unknown.` };
  if (row.name === '') return { reason: `Row ${row.row} of the workbook has no speaker for ${name}.` };
  if (others.some((other) => other.name !== row.name))
    return {
      reason: `The workbook has ${rows.length} speakers for ${name}: ${rows.map((one) => `"${one.name}"`).join(', ')}. It is unclear which of them spoke.`,
    };
  return row;
}

const createSourceRecord = (
  key: string,
  { session, year }: SpeechFile,
  { content }: SpeechText,
  { name }: Delegation,
): SourceInput => ({
  noun: 'source',
  key,
  ...corpusSource,
  title: `General debate of the United Nations General Assembly, session ${session}: ${name}`,
  publishedOn: { edtf: String(year), basis: 'INFERRED' },
  text: content,
});

interface SpeechDetails {
  key: string;
  file: SpeechFile;
  text: SpeechText;
  delegation: Delegation;
  speaker: SpeakerRow;
  person: string;
}

function createStatementRecord(
  { key, file, text: { text, start }, delegation: body, speaker, person }: SpeechDetails,
  onRecord: ExistingLeaders,
): StatementInput {
  const { edtf, basis, ...period } = getDebateDays(file);
  const term = findSpeakerTerm(onRecord, { person, country: body.key, post: speaker.post, ...period });
  const speakerLabel = [formatSpeakerName(speaker.name), ...(speaker.post === '' ? [] : [speaker.post])].join(', ');
  return {
    noun: 'statement',
    key,
    summary: `${speakerLabel}, spoke for ${withDefiniteArticle(body.name)} in the general debate of the United Nations General Assembly, session ${file.session}.`,
    speaker: person,
    ...(term && { speakerTerm: term.key }),
    mode: 'DIRECT',
    saidOn: { edtf, basis, verbatim: file.name },
    text,
    language: 'en',
    citations: [
      { source: key, field: 'text', basis: 'STATED', spans: [{ words: text, start, end: start + [...text].length }] },
      { source: workbookSourceKey, field: 'speaker', basis: 'RESOLVED' },
      ...(term ? [{ source: workbookSourceKey, field: 'speakerTerm', basis: 'RESOLVED' as const }] : []),
      { source: key, field: 'saidOn', basis },
    ],
  };
}
