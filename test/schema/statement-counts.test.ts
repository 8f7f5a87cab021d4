import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import type { ImportItem } from '../../src/model/records/index.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';

interface Fact {
  at: string;
  mode: string;
  speaker: { __typename: string; key: string; country?: { key: string } | null } | null;
  speakerTerm: { office: { country: { key: string } | null } } | null;
  about: { key: string }[];
}
type Dimension = 'YEAR' | 'SPEAKER' | 'SPEAKER_COUNTRY' | 'ABOUT' | 'MODE';
type Value = string | number | null;

let fixture: ApiFixture;
let facts: Fact[];
beforeAll(async () => {
  fixture = await openApiFixture({ dossier: false, generated: true });
  expect((await importRecords(fixture.db, inOffice())).rejections).toEqual([]);
  facts = await statements('');
});
afterAll(() => fixture?.[Symbol.asyncDispose]());

/** The generated record has no statements by holders of an office. */
function* inOffice(): Iterable<ImportItem> {
  for (let index = 0; index < 12; index++) {
    const key = `in-office-${index}`;
    yield {
      place: { file: 'statements', line: index + 1 },
      key,
      record: {
        noun: 'statement',
        key,
        summary: 'Said in an office.',
        speaker: `gen-person-${index}`,
        speakerTerm: `gen-person-${index}-term`,
        about: ['FR', 'KZ'],
        mode: 'DIRECT',
        saidOn: `${2001 + index}-05-09`,
        text: 'Words.',
        language: 'en',
        citations: [{ source: 'gen-source-1', basis: 'STATED' }],
      },
    };
  }
}

async function statements(filter: string): Promise<Fact[]> {
  const found: Fact[] = [];
  for (let after = ''; ; ) {
    const { data } = await fixture.execute(`{ statements(first: 100${filter}${after}) {
      nodes { at mode speaker { __typename key ... on Organization { country { key } } } speakerTerm { office { country { key } } } about { key } }
      pageInfo { hasNextPage endCursor } } }`);
    found.push(...data.statements.nodes);
    if (!data.statements.pageInfo.hasNextPage) return found;
    after = `, after: "${data.statements.pageInfo.endCursor}"`;
  }
}

const country = ({ speaker, speakerTerm }: Fact): Value =>
  speakerTerm?.office.country?.key ??
  (speaker?.__typename === 'Country' ? speaker.key : (speaker?.country?.key ?? null));
const valuesOf: Record<Dimension, (fact: Fact) => Value[]> = {
  YEAR: ({ at }) => [Number(at.slice(0, 4))],
  SPEAKER: ({ speaker }) => [speaker?.key ?? null],
  SPEAKER_COUNTRY: (fact) => [country(fact)],
  ABOUT: ({ about }) => (about.length > 0 ? about.map(({ key }) => key) : [null]),
  MODE: ({ mode }) => [mode],
};
const fields: Record<Dimension, string> = {
  YEAR: 'year',
  SPEAKER: 'speaker',
  SPEAKER_COUNTRY: 'speakerCountry',
  ABOUT: 'about',
  MODE: 'mode',
};

function counted(of: readonly Fact[], by: readonly Dimension[], order: string): { values: Value[]; count: number }[] {
  const combined = of.flatMap((fact) =>
    by.reduce<Value[][]>(
      (sofar, one) => sofar.flatMap((values) => valuesOf[one](fact).map((value) => [...values, value])),
      [[]],
    ),
  );
  const groups = Map.groupBy(combined, (values) => JSON.stringify(values));
  const rows = [...groups].map(([key, all]) => ({ values: JSON.parse(key) as Value[], count: all.length }));
  const sign = { COUNT_DESC: -1, COUNT_ASC: 1, DIMENSION: 0 }[order] ?? 0;
  return rows.sort((one, other) => sign * (one.count - other.count) || compare(one.values, other.values));
}

/** Compares like SQLite: null sorts first. */
function compare(one: readonly Value[], other: readonly Value[]): number {
  for (const [index, value] of one.entries()) {
    const against = other[index] ?? null;
    if (value === against) continue;
    if (value === null || against === null) return value === null ? -1 : 1;
    return value < against ? -1 : 1;
  }
  return 0;
}

const dimensions: Dimension[] = ['YEAR', 'SPEAKER', 'SPEAKER_COUNTRY', 'ABOUT', 'MODE'];

test('count the statements by any dimensions, in any order, in one statement', async () => {
  const by = fc.shuffledSubarray(dimensions, { minLength: 1, maxLength: 3 });
  const order = fc.constantFrom('COUNT_DESC', 'COUNT_ASC', 'DIMENSION');
  const filter = fc.constantFrom(
    '',
    'filter: { mode: [DIRECT, MIXED] }',
    'filter: { saidOn: { before: "2010-01-01" } }',
  );
  await fc.assert(
    fc.asyncProperty(by, order, filter, async (by, orderBy, filter) => {
      const chosen = filter ? await statements(`, ${filter}`) : facts;
      const { data, sqlStatements: sql } = await fixture.execute(
        `{ statementCounts(by: [${by.join()}], orderBy: ${orderBy}${filter && `, ${filter}`}) { year speaker { key } speakerCountry { key } about { key } mode count } }`,
      );
      expect(sql).toHaveLength(1);
      const counts = data.statementCounts.map((row: Record<string, { key: string } | Value>) => ({
        values: by.map((one) => {
          const value = row[fields[one]];
          return typeof value === 'object' && value !== null ? value.key : value;
        }),
        count: row.count,
      }));
      expect(counts).toEqual(counted(chosen, by, orderBy));
      for (const one of dimensions) if (!by.includes(one)) expect(data.statementCounts[0][fields[one]]).toBeNull();
    }),
    { numRuns: 25 },
  );
});

test('the generated statements have speakers of every kind', () => {
  const kinds = new Set(facts.map(({ speaker }) => speaker?.__typename));
  expect(kinds).toEqual(new Set(['Country', 'Person', 'Organization', undefined]));
  expect(facts.some(({ speakerTerm }) => speakerTerm)).toBe(true);
});

test('first returns the greatest counts, and invalid input is rejected', async () => {
  const { data } = await fixture.execute('{ statementCounts(by: [MODE], first: 2) { mode count } }');
  expect(data.statementCounts.map(({ mode }: { mode: string }) => mode)).toEqual(
    counted(facts, ['MODE'], 'COUNT_DESC')
      .slice(0, 2)
      .map(({ values }) => values[0]),
  );
  for (const [args, field] of [
    ['by: []', 'by'],
    ['by: [MODE, MODE]', 'by'],
    ['by: [MODE], first: -1', 'first'],
  ]) {
    const { errors } = await fixture.execute(`{ statementCounts(${args}) { count } }`);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_INPUT', field } }]);
  }
});
