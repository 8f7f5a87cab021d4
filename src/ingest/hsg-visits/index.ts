import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExistingLeaders } from '../../db/queries/existing-leaders.ts';
import { badInput } from '../../model/errors.ts';
import type { ImportItem, RecordInputOf } from '../../model/records/index.ts';
import { createSourceRecord } from '../hsg-travels/source.ts';
import { toRecordItem } from '../import-items.ts';
import { readXml } from '../read-xml.ts';
import type { CountryResolver } from '../resolve-country.ts';
import { readPersonAliases } from './aliases.ts';
import { createIncumbents } from './incumbents.ts';
import { type Origin, resolveOrigin } from './origin.ts';
import { type Appearance, createPersonKey, createPersonRecord, type Identities, identifyVisitors } from './people.ts';
import { readVisitRow, type VisitRow, visitElement } from './row.ts';
import { createVisitHostWords, createVisitRecord, type VisitTraveller } from './visit.ts';
import { parseVisitors } from './visitors.ts';

interface HsgVisitsOptions {
  folder: string;
  countries: CountryResolver;
  onRecord: ExistingLeaders;
}

interface ResolvedRow {
  row: VisitRow;
  origin: Origin;
  appearances: Appearance[];
}

/** Reads the visits of foreign leaders to the United States. Referenced records come first. */
export async function* readHsgVisits({ folder, countries, onRecord }: HsgVisitsOptions): AsyncGenerator<ImportItem> {
  const rows: ResolvedRow[] = [];
  const firstPlaceById = new Map<string, string>();
  for (const path of await findVisitFiles(folder)) {
    const file = await readXml(folder, path, visitElement);
    const source = createSourceRecord(file, {
      key: `hsg-visits:${file.name}`,
      title: `Visits by Foreign Leaders: ${formatDecade(file.name)}`,
      page: 'visits',
    });
    yield toRecordItem({ file: path }, source);
    const rowsOfFile: VisitRow[] = [];
    for (const record of file.records) {
      const row = readVisitRow(file, source.key, record);
      if ('rejected' in row) {
        yield row;
        continue;
      }
      const { id, key, place } = row;
      const firstPlace = firstPlaceById.get(id);
      firstPlaceById.set(id, firstPlace ?? `${path}:${record.line}`);
      if (firstPlace) {
        yield { place, key, rejected: `The id ${id} is already used at ${firstPlace}.` };
        continue;
      }
      rowsOfFile.push(row);
      const origin = resolveOrigin(countries, row);
      if ('reason' in origin) {
        yield { place, key, rejected: origin.reason };
        continue;
      }
      const appearances = parseVisitors(row.fields.visitor).map((visitor) => ({ row, visitor, country: origin.key }));
      rows.push({ row, origin, appearances });
    }
    if (file.broken) yield file.broken;
    const coverage = createCoverageRecord(source.key, file.name, rowsOfFile);
    if (coverage) yield toRecordItem({ file: path }, coverage);
  }
  const aliases = readPersonAliases();
  const incumbents = createIncumbents(onRecord.terms);
  const identities = identifyVisitors(
    rows.flatMap(({ appearances }) => appearances),
    { aliases, incumbents, isOwnPerson: (key) => onRecord.ownPeople.has(key) },
  );
  for (const person of identities.people.values()) {
    const [first] = person.appearances;
    if (first && !onRecord.people.has(person.key))
      yield toRecordItem(first.row.place, createPersonRecord(person, aliases.listNames(person.key)));
  }
  const host = createVisitHostWords(countries.listNames('US'));
  const sameArrivals = findSameArrivals(rows, identities);
  for (const { row, origin, appearances } of rows) {
    const travellers = appearances.map((appearance): VisitTraveller => {
      const { visitor, country } = appearance;
      const party = identities.personOf.get(appearance) ?? '';
      const term = incumbents.findTerm(party, country, visitor, row.start);
      return { party, isStated: party === createPersonKey(appearance), ...(term && { term }) };
    });
    const notes = [origin.note, ...appearances.map((one) => identities.notes.get(one)), sameArrivals.get(row)];
    const record = createVisitRecord(row, { travellers, origin, host });
    yield toRecordItem(row.place, record, notes.filter(Boolean).join(' '));
  }
}

/** Counts the visits in the folder for a progress bar, by counting opening tags. */
export async function countHsgVisits(folder: string): Promise<number> {
  const counts = (await findVisitFiles(folder)).map(
    async (path) => (await readFile(join(folder, path), 'utf8')).split(`<${visitElement}>`).length - 1,
  );
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

/** Returns the paths of the XML files below the folder: in `data/`, or in the folder itself. */
async function findVisitFiles(folder: string): Promise<string[]> {
  const prefix = existsSync(join(folder, 'data')) ? 'data/' : '';
  const names = (await readdir(join(folder, prefix))).filter((name) => name.endsWith('.xml')).toSorted();
  if (names.length > 0) return names.map((name) => `${prefix}${name}`);
  throw badInput(`${folder} has no XML files, and none in data/. Give the folder that contains them.`);
}

const formatDecade = (name: string): string => (/^\d{3}0$/.test(name) ? `${name}s` : name);

/** Creates the coverage of a file: the days from its first to its last visit. */
function createCoverageRecord(
  source: string,
  name: string,
  rows: readonly VisitRow[],
): RecordInputOf<'coverage'> | undefined {
  const days = rows.flatMap(({ start, end }) => [start, end ?? start]).toSorted();
  if (days.length === 0) return undefined;
  return {
    noun: 'coverage',
    source,
    about: `Visits of foreign leaders to the United States (${formatDecade(name)})`,
    start: days[0],
    end: days.at(-1),
    note: 'Chiefs of state and heads of government who came to see the president or the government, or attended a meeting of leaders. Visits to the United Nations alone, those of ministers, and most of those of heirs and deputies are not listed. The days are those of the official part.',
  };
}

/** Describes visits of one person that begin on the same day: the source lists some visits twice. */
function findSameArrivals(rows: readonly ResolvedRow[], { personOf }: Identities): Map<VisitRow, string> {
  const notes = new Map<VisitRow, string>();
  const byPerson = Map.groupBy(
    rows.flatMap(({ appearances }) => appearances),
    (appearance) => personOf.get(appearance),
  );
  for (const appearances of byPerson.values()) {
    for (const [index, { row }] of appearances.entries()) {
      const earlier = appearances.slice(0, index).find((other) => other.row.start === row.start);
      if (earlier)
        notes.set(
          row,
          `The same visitor arrived on the same day in ${earlier.row.key}: one visit may be listed twice.`,
        );
    }
  }
  return notes;
}
