import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Random } from '../random.ts';
import { properName } from './words.ts';

export const visitsFileName = 'visits.jsonl';

/** States that have existed on every day of the file. */
const states = 'AR AU AT BE BR CA CL CN CO CU DK EG ET FI FR GR HU IN ID IE IL IT JP JO KE MX MA NL NZ NG NO PK PE PL'
  .concat(' PT RO SA SG ZA ES SE CH TH TR GB US UY VN')
  .split(' ');
const termsPerState = 40;
const visitsPerSource = 100;
const yearCount = 30;
const firstDayMs = Date.UTC(1995, 0, 1);
const dayMs = 86_400_000;
const dayCount = yearCount * 365;
const daysPerTerm = dayCount / termsPerState;
const types = ['STATE', 'OFFICIAL', 'WORKING', 'PRIVATE', 'UNSPECIFIED'] as const;
const purposes = ['BILATERAL', 'MULTILATERAL', 'CEREMONY'] as const;

interface Officeholder {
  party: string;
  term: string;
  name: string;
}

/**
 * Writes a file of the interchange format: offices, people and terms, then sources with their texts, each followed by
 * the visits that it reports. A visit has one to three travellers and four citations with quoted words.
 */
export async function writeVisitsJsonl(file: string, count: number): Promise<void> {
  await pipeline(Readable.from(generateLines(count)), createWriteStream(file));
}

function* generateLines(count: number): Generator<string> {
  const random = new Random(20_240_117);
  for (const record of [...generateOfficeholders()]) yield toLine(record);
  for (let first = 0; first < count; first += visitsPerSource)
    for (const record of generateSource(random, first, Math.min(visitsPerSource, count - first))) yield toLine(record);
}

const toLine = (record: object): string => `${JSON.stringify(record)}\n`;
const formatDay = (day: number): string => new Date(firstDayMs + day * dayMs).toISOString().slice(0, 10);

function* generateOfficeholders(): Generator<object> {
  yield {
    noun: 'source',
    key: 'visits:terms',
    publisher: 'Generated',
    title: 'Terms of office',
    publishedOn: '2026-01-01',
  };
  for (const country of states)
    yield {
      noun: 'office',
      key: `visits:${country}:president`,
      title: `President of ${country}`,
      rank: 'HEAD_OF_STATE',
      country,
    };
  const citations = [{ source: 'visits:terms', basis: 'STATED' }];
  for (const [state, country] of states.entries())
    for (let index = 0; index < termsPerState; index += 1) {
      const { party, term, name } = getOfficeholder(state, index);
      yield { noun: 'person', key: party, name, citations };
      yield {
        noun: 'term',
        key: term,
        office: `visits:${country}:president`,
        person: party,
        capacity: 'INCUMBENT',
        start: formatDay(index * daysPerTerm),
        end: formatDay((index + 1) * daysPerTerm - 1),
        citations,
      };
    }
}

function getOfficeholder(state: number, index: number): Officeholder {
  const rank = state * termsPerState + index + 1;
  const party = `visits:${states[state]}:p${index}`;
  return { party, term: `${party}:president`, name: `${properName(rank * 7)} ${properName(rank)}` };
}

/** Yields a source whose text has a line for each visit, and the visits. */
function* generateSource(random: Random, first: number, count: number): Generator<object> {
  const source = `visits:report:${first / visitsPerSource + 1}`;
  const visits: object[] = [];
  let text = '';
  for (let index = first; index < first + count; index += 1) {
    const { line, ...visit } = generateVisit(random, index, source, text.length);
    text += `${line}\n`;
    visits.push(visit);
  }
  yield {
    noun: 'source',
    key: source,
    publisher: 'Generated',
    title: `Report ${source}`,
    publishedOn: '2026-01-01',
    text,
  };
  yield* visits;
}

function generateVisit(random: Random, index: number, source: string, offset: number) {
  const state = random.nextInt(states.length);
  const country = states[state] as string;
  const host = random.pick(states.filter((code) => code !== country));
  const day = random.nextInt(dayCount - 7);
  const start = formatDay(day);
  const end = formatDay(day + random.nextInt(4));
  const president = getOfficeholder(state, Math.floor(day / daysPerTerm));
  const companions = Array.from({ length: random.nextInt(3) }, (_, other) =>
    getOfficeholder((state + 1 + other) % states.length, Math.floor(day / daysPerTerm)),
  );
  const place = properName(random.nextInt(4_000));
  const remarks = `Met with the president of ${host} in ${place} and attended a ceremony.`;
  const line = `${start}: ${president.name} (${country}) visited ${host}, ${place}. ${remarks}`;
  const cite = (words: string, field?: string) => ({
    source,
    basis: 'STATED',
    ...(field !== undefined && { field }),
    spans: [{ words, start: offset + line.indexOf(words), end: offset + line.indexOf(words) + words.length }],
  });
  return {
    line,
    noun: 'visit',
    key: `visits:${index + 1}`,
    summary: `${president.name} visited ${place}.`,
    travellers: [president, ...companions].map(({ party, term }) => ({ party, term })),
    host,
    place,
    start,
    end,
    type: random.pick(types),
    purposes: [random.pick(purposes)],
    status: 'COMPLETED',
    remarks,
    citations: [cite(line), cite(president.name, 'travellers'), cite(`visited ${host}`, 'host'), cite(start, 'start')],
  };
}
