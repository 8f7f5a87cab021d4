import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { importFormats } from '../../src/ingest/import-formats.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { daysBetween } from '../../src/model/fuzzy-date.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';

const shared = '../shared/data/cia-factbook';
const absent = !existsSync(shared);
if (absent) console.warn(`Skipped: ${shared} is not here.`);

interface Leader {
  person: { name: string; names: { text: string }[] };
  office: { title: string; rank: string };
  start: { earliest: string };
}
interface Line {
  gec: string;
  field: string;
  text: string;
  firstSeenEdition: string;
  lastSeenEdition: string;
}
interface Correction {
  country: string;
  name: string;
  start?: string;
  isWrong?: true;
}

const readReference = (name: string): unknown => parse(readFileSync(`data/reference/${name}.yaml`, 'utf8'));
const months = 'January February March April May June July August September October November December'.split(' ');
const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\p{M}'’-]/gu, '')
    .toLowerCase();
/** The words of names in capitals, which are unique enough within a country. */
const familyNames = (text: string): string[] => (text.match(/\p{Lu}[\p{Lu}'’-]{2,}/gu) ?? []).map(fold);

/** Reads whom a line names first, without the importer. */
function readLine({ text }: Line): { names: string[]; since: string | undefined; isVacant: boolean } {
  const head = /^[^(;,]*/.exec(text)?.[0] ?? '';
  const since = /^[^;]*?\(since (?:(\d{1,2}) )?([A-Z]\p{Ll}+)? ?(\d{4})\b/u.exec(text);
  const month = months.findIndex((name) => since?.[2] && name.startsWith(since[2])) + 1;
  const day =
    since?.[1] && month > 0 ? `${since[3]}-${`${month}`.padStart(2, '0')}-${since[1].padStart(2, '0')}` : undefined;
  return { names: familyNames(head), since: day, isVacant: /^(?:president |prime minister )?\(?vacant/i.test(text) };
}

describe.skipIf(absent)('leaders on a day, according to the World Factbook', () => {
  let fixture: ApiFixture;
  let lines: Line[];
  let members: string[];
  let quarters: string[];

  const readLeadersOn = async (on: string): Promise<Map<string, Leader[]>> => {
    const leaders = new Map<string, Leader[]>();
    for (let after: string | null = null; ; ) {
      const { data, errors } = await fixture.execute(
        `query ($on: Date!, $after: String) { countries(first: 100, after: $after) {
          pageInfo { hasNextPage endCursor }
          nodes { key leaders(on: $on) { person { name names { text } } office { title rank } start { earliest } } }
        } }`,
        { on, after },
      );
      expect(errors).toBeUndefined();
      const { pageInfo, nodes } = data.countries;
      for (const country of nodes) leaders.set(country.key, country.leaders);
      if (!pageInfo.hasNextPage) return leaders;
      after = pageInfo.endCursor;
    }
  };

  beforeAll(async () => {
    fixture = await openApiFixture();
    const { leaders } = importFormats;
    await importRecords(fixture.db, leaders.read(fixture.db, shared, {}), {
      importer: 'leaders',
      countScope: leaders.countScope,
      isCompleteInput: leaders.isCompleteInput,
    });
    lines = readFileSync(join(shared, 'executive-strings-2014-2026.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line): Line => JSON.parse(line));
    const editions = [...new Set(lines.flatMap((line) => [line.firstSeenEdition, line.lastSeenEdition]))].toSorted();
    quarters = Array.from(
      { length: 44 },
      (_, index) => `${2016 + Math.floor(index / 4)}-${['01', '04', '07', '10'][index % 4]}-01`,
    )
      .filter((day) => day <= (editions.at(-1) ?? ''))
      .filter((day) => editions.some((edition) => edition <= day && daysBetween(edition, day) <= 365));
    const { data } = await fixture.execute(
      '{ first: countries(first: 100, filter: { status: [STATE] }) { nodes { key } pageInfo { endCursor } } }',
    );
    const rest = await fixture.execute(
      'query ($after: String) { countries(first: 100, after: $after, filter: { status: [STATE] }) { nodes { key } } }',
      { after: data.first.pageInfo.endCursor },
    );
    const states: { key: string }[] = [...data.first.nodes, ...rest.data.countries.nodes];
    // The other two states are observers.
    members = states.map(({ key }) => key).filter((key) => key !== 'PS' && key !== 'VA');
  });
  afterAll(() => fixture?.[Symbol.asyncDispose]());

  test.each([
    ['SY', '2025-03-01', ['Ahmad al-Shara', 'Muhammad al-Bashir']],
    ['SD', '2022-01-01', ['Abd-al-Fattah al-Burhan Abd-al-Rahman']],
    ['ES', '2019-01-01', ['Felipe VI', 'Pedro Sanchez Perez-Castejon']],
    ['KR', '2022-09-01', ['Yoon Suk Yeol']],
    ['BB', '2023-01-01', ['Mia Mottley', 'Sandra Mason']],
    ['CL', '2026-04-01', []],
  ])('%s on %s', async (country, on, names) => {
    const { data } = await fixture.execute(
      'query ($country: String!, $on: Date) { country(code: $country) { leaders(on: $on) { person { name } } } }',
      { country, on },
    );
    const found: { person: { name: string } }[] = data.country.leaders;
    expect(found.map(({ person }) => person.name.replace(/'$/, '')).toSorted()).toEqual(names.toSorted());
  });

  test('at least 85 % of the members of the United Nations have a certain leader at the beginning of a quarter, and no edition contradicts one', async () => {
    expect(members).toHaveLength(193);
    const codeByCountry = new Map(
      Object.entries(readReference('gec') as Record<string, string | null>).map(([gec, country]) => [gec, country]),
    );
    const { corrections } = readReference('leader-corrections') as { corrections: Correction[] };
    const linesByCountry = Map.groupBy(lines, ({ gec }) => codeByCountry.get(gec));
    const isCorrected = (country: string, { text }: Line): boolean =>
      corrections.some(
        (correction) =>
          correction.country === country &&
          text.includes(correction.name) &&
          (correction.isWrong || correction.start !== undefined),
      );
    const contradictions = new Set<string>();
    let certain = 0;
    for (const on of quarters) {
      const leaders = await readLeadersOn(on);
      for (const country of members) {
        const found = leaders.get(country) ?? [];
        if (found.length > 0) certain += 1;
        for (const leader of found)
          for (const line of linesByCountry.get(country) ?? []) {
            if (isCorrected(country, line)) continue;
            const reason = contradicts(leader, line, { on, all: linesByCountry.get(country) ?? [] });
            if (reason) contradictions.add(`${country} ${on} ${leader.person.name}: ${reason}`);
          }
      }
    }
    const share = certain / (members.length * quarters.length);
    console.info(`${(100 * share).toFixed(1)} % of ${members.length} × ${quarters.length} have a certain leader.`);
    expect([...contradictions]).toEqual([]);
    expect(share).toBeGreaterThanOrEqual(0.85);
  });

  /** Returns how a line contradicts a leader on a day. Lines of the other function say nothing. */
  function contradicts(
    { person, office, start }: Leader,
    line: Line,
    { on, all }: { on: string; all: readonly Line[] },
  ): string | undefined {
    const field = office.rank === 'HEAD_OF_STATE' ? 'chief of state' : 'head of government';
    if (line.field !== field || /[- ]elect\b/i.test(line.text)) return undefined;
    // The co-princes of Andorra reign together.
    if (office.title.startsWith('Co-prince') && familyNames(line.text).some((name) => isSpelling(person, name)))
      return undefined;
    const { names, since, isVacant } = readLine(line);
    const isNamed = (other: Line): boolean =>
      other.field === field && readLine(other).names.some((name) => isSpelling(person, name));
    const [firstNamed = ''] = all
      .filter(isNamed)
      .map(({ firstSeenEdition }) => firstSeenEdition)
      .toSorted();
    // Before an edition names a new leader, one may be late and give a vacancy.
    if (isVacant && firstNamed < line.firstSeenEdition && line.firstSeenEdition <= on && start.earliest <= firstNamed)
      return `vacant in the edition of ${line.firstSeenEdition}`;
    if (names.length === 0 || since === undefined || isNamed(line)) return undefined;
    return start.earliest < since && since <= on ? `"${line.text.slice(0, 80)}"` : undefined;
  }
});

const isSpelling = ({ name, names }: Leader['person'], word: string): boolean =>
  [name, ...names.map(({ text }) => text)].some((spelling) => spelling.split(/[ ,]+/).map(fold).includes(word));
