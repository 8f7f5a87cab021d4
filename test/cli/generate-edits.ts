/** Records by noun and key, as exported; removed records are tombstones. */
export type RecordsByKey = Map<string, object>;

/** An edit to send, and the expected record after it. */
export interface GeneratedEdit {
  /** The reason, which is unique so that its revisions can be identified. */
  reason: string;
  document: string;
  /** Builds the request, given the last revision of a record that existed at the start. */
  variables(revisionOf: (name: string) => number): object;
  /** Its revisions, sorted. */
  revisions: string[];
  apply(fixture: RecordsByKey): void;
  /** Edits of one rivalry expect the same revision of one record: only one of them can succeed. */
  conflictGroup?: string;
}

type Fields = Readonly<Record<string, unknown>>;
type Doc = Fields & { noun: string; key: string };
interface Kind {
  /** The records that must exist before the edit. */
  finds: Doc[];
  edit: GeneratedEdit;
}

const nameOf = ({ noun, key }: Doc): string => `${noun} ${key}`;
const put = (fixture: RecordsByKey, doc: Doc): void => void fixture.set(nameOf(doc), doc);

/** Unique words for each edit; some contain surrogate pairs. */
function citation(n: number, over: Fields = {}): Fields {
  const words = `“Words ${n}” 😀 é`;
  return {
    source: 'gazette',
    basis: 'STATED',
    spans: [{ words, start: 100 * n, end: 100 * n + [...words].length }],
    ...over,
  };
}

const visit = (n: number, over: Fields = {}): Doc => ({
  noun: 'visit',
  key: `visit-${n}`,
  summary: `Visit ${n} to Kazakhstan.`,
  travellers: [{ party: 'ada', term: 'ada-president' }],
  host: 'KZ',
  met: ['bela', 'KZ'],
  place: `Hall ${n}`,
  start: '2023-11-01',
  end: '2023-11-03',
  type: 'WORKING',
  purposes: ['BILATERAL', 'CEREMONY'],
  status: 'COMPLETED',
  citations: [
    citation(n, { field: 'host' }),
    {
      source: 'almanac',
      field: 'start',
      basis: 'INFERRED',
      value: '2023-11-02',
      rank: 'DEPRECATED',
      reason: 'A misprint.',
    },
  ],
  ...over,
});

const statement = (n: number, over: Fields = {}): Doc => ({
  noun: 'statement',
  key: `statement-${n}`,
  summary: `Statement ${n} about France.`,
  saidOn: '2023-11-02',
  speaker: 'ada',
  addressees: ['KZ'],
  about: ['FR', 'bela'],
  text: `We said it ${n} times.`,
  language: 'en',
  mode: 'DIRECT',
  citations: [citation(n)],
  renderings: [
    {
      text: `Nous l'avons dit ${n} fois.`,
      language: 'fr',
      method: 'TRANSLATED',
      citations: [{ source: 'almanac', basis: 'PARAPHRASE' }],
    },
  ],
  ...over,
});

const dates = new Set(['start', 'end', 'saidOn']);
/** Converts a record to mutation input. */
const input = ({ noun: _, ...fields }: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [field, dates.has(field) ? { edtf: value } : value]),
  );

/** Builds a mutation; `args` are the types of the fields of its input other than reason and idempotency key. */
function mutation(field: string, selection: string, args: Readonly<Record<string, string>>): string {
  const all = Object.entries({ ...args, reason: 'String!', idempotencyKey: 'String!' });
  const declared = all.map(([name, type]) => `$${name}: ${type}`).join(', ');
  const accepts = field === 'merge' || field === 'withdraw' ? [] : ['acceptUnverified: true'];
  const given = [...all.map(([name]) => `${name}: $${name}`), ...accepts].join(', ');
  return `mutation(${declared}) { answer: ${field}(input: { ${given} }) { ${selection}
    errors { __typename code message ... on InvalidFieldError { path value } ... on ConflictError { revision } } } }`;
}

const record = (noun: 'visit' | 'statement', doc: Doc) => {
  const type = noun === 'visit' ? 'Visit' : 'Statement';
  return {
    document: mutation(`record${type}`, 'revision', { [noun]: `${type}Input!`, source: 'String!' }),
    variables: () => ({ [noun]: input(doc), source: 'gazette' }),
    revisions: [`RECORDED ${nameOf(doc)}`],
    apply: (fixture: RecordsByKey) => put(fixture, doc),
  };
};

const correctVisit = mutation('correctVisit', 'revision', {
  key: 'String!',
  visit: 'VisitPatch!',
  source: 'String!',
  expectedRevision: 'Int',
});
const correct = (after: Doc, patch: Fields, expects = false) => ({
  document: correctVisit,
  variables: (revisionOf: (name: string) => number) => ({
    ...{ key: after.key, visit: input(patch), source: 'almanac' },
    ...(expects && { expectedRevision: revisionOf(nameOf(after)) }),
  }),
  revisions: [`CORRECTED ${nameOf(after)}`],
  apply: (fixture: RecordsByKey) => put(fixture, after),
});

const endTo = { key: 'String!' };
const gone = (fixture: RecordsByKey, doc: Doc, reason: string, into?: string): void =>
  void fixture.set(nameOf(doc), {
    ...{ noun: 'tombstone', of: doc.noun, key: doc.key, action: into === undefined ? 'WITHDRAWN' : 'MERGED', reason },
    ...(into !== undefined && { into }),
  });

const merge = (from: Doc, after: Doc, referrers: Doc[], reason: string) => ({
  document: mutation('merge', 'revision', { ...endTo, into: 'String!' }),
  variables: () => ({ key: from.key, into: after.key }),
  revisions: [...[...referrers, after].map((doc) => `CORRECTED ${nameOf(doc)}`), `MERGED ${nameOf(from)}`].toSorted(),
  apply(fixture: RecordsByKey) {
    for (const doc of [...referrers, after]) put(fixture, doc);
    gone(fixture, from, reason, after.key);
  },
});

const kinds: ((n: number, reason: string) => Kind[])[] = [
  (n, reason) => [{ finds: [], edit: { reason, ...record('visit', visit(n)) } }],
  (n, reason) => [{ finds: [], edit: { reason, ...record('statement', statement(n)) } }],
  (n, reason) => {
    const before = visit(n);
    // Each of these fields has its evidence in the patch, and every list replaces the previous one.
    const patch = {
      ...{
        place: `Palace ${n}`,
        end: '2023-11-05',
        host: 'FR',
        travellers: [{ party: 'bela' }, { party: 'ada' }],
        met: ['ada'],
      },
      ...{ purposes: ['MULTILATERAL'], citations: [citation(n, { field: 'host' }), citation(n, { field: 'end' })] },
    };
    return [{ finds: [before], edit: { reason, ...correct({ ...before, ...patch }, patch) } }];
  },
  (n, reason) => {
    const before = visit(n);
    const added = { source: 'almanac', field: 'end', basis: 'STATED', value: '2023-11-04', rank: 'NORMAL' };
    const patch = { remarks: `Remark ${n}.`, type: 'STATE' };
    const resting = Object.keys(patch).map((field) => ({ source: 'almanac', field, basis: 'STATED' }));
    const after = { ...before, ...patch, citations: [...(before.citations as object[]), ...resting, added] };
    return [{ finds: [before], edit: { reason, ...correct(after, { ...patch, addCitations: [added] }) } }];
  },
  (n, reason) => {
    const person: Doc = { noun: 'person', key: `person-${n}`, name: `Person ${n}`, citations: [citation(n)] };
    const one = visit(n, { travellers: [{ party: person.key }], met: [] });
    const newStatement = statement(n, { speaker: person.key, visit: one.key });
    const { met: _, ...made } = one;
    const docs: Doc[] = [person, { ...made, noun: one.noun, key: one.key }, newStatement];
    const entries = [newStatement, one, person].map((doc) => ({ [doc.noun]: input(doc) }));
    return [
      {
        finds: [],
        edit: {
          reason,
          document: mutation('importEntries', 'created updated unchanged', {
            entries: '[RecordInput!]!',
            source: 'String!',
          }),
          variables: () => ({ entries, source: 'gazette' }),
          revisions: docs.map((doc) => `RECORDED ${nameOf(doc)}`).toSorted(),
          apply(fixture) {
            for (const doc of docs) put(fixture, doc);
          },
        },
      },
    ];
  },
  (n, reason) => {
    const before = visit(n);
    return [
      {
        finds: [before],
        edit: {
          reason,
          document: mutation('withdraw', 'revision', endTo),
          variables: () => ({ key: before.key }),
          revisions: [`WITHDRAWN ${nameOf(before)}`],
          apply: (fixture) => gone(fixture, before, reason),
        },
      },
    ];
  },
  (n, reason) => {
    const [from, into] = [
      visit(n, { key: `twin-${n}`, citations: [{ source: 'almanac', basis: 'STATED' }] }),
      visit(n),
    ];
    const after = { ...into, citations: [...(into.citations as object[]), ...(from.citations as object[])] };
    return [{ finds: [from, into], edit: { reason, ...merge(from, after, [], reason) } }];
  },
  (n, reason) => {
    const into: Doc = { noun: 'person', key: `person-${n}`, name: `Person ${n}` };
    const from: Doc = { noun: 'person', key: `alias-${n}`, name: `Alias ${n}` };
    const made = visit(n, { travellers: [{ party: from.key }] });
    const newStatement = statement(n, { speaker: from.key });
    const turned = [
      { ...made, travellers: [{ party: into.key }] },
      { ...newStatement, speaker: into.key },
    ];
    const after = { ...into, names: [{ text: from.name, language: 'en', kind: 'ALIAS' }] };
    return [{ finds: [into, from, made, newStatement], edit: { reason, ...merge(from, after, turned, reason) } }];
  },
  (n, reason) => {
    const before = visit(n);
    const rivalry = nameOf(before);
    const rival = (m: number): Kind => {
      const patch = { summary: `Rival ${m} of visit ${n}.`, citations: [citation(n)] };
      const edit = {
        reason: `${reason}, rival ${m}`,
        ...correct({ ...before, ...patch }, patch, true),
        conflictGroup: rivalry,
      };
      return { finds: m === 0 ? [before] : [], edit };
    };
    return [rival(0), rival(1)];
  },
];

/** Generates the given number of edits, cycling through all kinds, and the records they need. */
export function generateEdits(count: number): { base: Doc[]; edits: GeneratedEdit[] } {
  const all = Array.from({ length: count }, (_, n) => kinds[n % kinds.length]?.(n, `Edit ${n}.`) ?? [])
    .flat()
    .slice(0, count);
  const base: Doc[] = [
    { noun: 'source', key: 'gazette', publisher: 'The Gazette', publishedOn: '2023-11-03' },
    { noun: 'source', key: 'almanac', publisher: 'The Almanac' },
    { noun: 'person', key: 'ada', name: 'Ada Example' },
    { noun: 'person', key: 'bela', name: 'Béla Example' },
    { noun: 'office', key: 'fr:president', title: 'President of France', rank: 'HEAD_OF_STATE', country: 'FR' },
    {
      noun: 'term',
      key: 'ada-president',
      office: 'fr:president',
      person: 'ada',
      capacity: 'INCUMBENT',
      start: '2020-01-01',
    },
  ];
  return { base: [...base, ...all.flatMap(({ finds }) => finds)], edits: all.map(({ edit }) => edit) };
}
