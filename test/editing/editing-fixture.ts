import { type GraphQLInputType, getNullableType, isInputObjectType, isListType } from 'graphql';
import { importRecords } from '../../src/ingest/import-records.ts';
import type { TokenRole } from '../../src/model/vocabulary.ts';
import { createToken } from '../../src/store/write/token.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { dumpDatabase } from '../helpers/dump-database.ts';
import { buildVisit, referencedRecords, toReadItems } from '../helpers/sample-records.ts';

// The shape depends on the request of each test.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type MutationResult = any;

export interface EditingFixture extends AsyncDisposable {
  apiFixture: ApiFixture;
  /**
   * Sends one mutation as the holder of a token and returns its payload, with the statements as `sql`; only
   * `{ requestErrors }` if the request itself was rejected.
   */
  sendMutation(token: string | undefined, document: string, variables?: object): Promise<MutationResult>;
  token(holder: string, role?: TokenRole, made?: Date): Promise<string>;
  dumpDatabase(): ReturnType<typeof dumpDatabase>;
}

/** A record with a visit of Ada's to Kazakhstan and all records it refers to. */
export async function openEditingFixture(): Promise<EditingFixture> {
  const fixture = await openApiFixture({ dossier: false });
  const { rejections } = await importRecords(fixture.db, toReadItems(...referencedRecords, buildVisit()), {
    acceptsUnverified: true,
  });
  if (rejections.length > 0) throw new Error(JSON.stringify(rejections));
  return createEditingFixture(fixture);
}

/** The editing helpers of a fixture. */
export const createEditingFixture = (fixture: ApiFixture): EditingFixture => ({
  apiFixture: fixture,
  async sendMutation(token, document, variables) {
    const {
      data,
      errors,
      sqlStatements: sql,
    } = await fixture.execute(document, variables, token === undefined ? {} : { authorization: `Bearer ${token}` });
    return errors ? { requestErrors: errors } : { ...(Object.values(data)[0] as object), sql };
  },
  async token(holder, role = 'EDITOR', made = new Date()) {
    const { token } = await fixture.db.write((tx) => createToken(tx, { holder, role, days: 10 }, made));
    return token;
  },
  dumpDatabase: () => dumpDatabase(fixture.db),
  [Symbol.asyncDispose]: () => fixture[Symbol.asyncDispose](),
});

/** Selects the errors of a payload with all that each type of error has. */
export const errorSelection = `errors { __typename code message ... on InvalidFieldError { path value }
  ... on ConflictError { noun key revision record { __typename key ... on Visit { summary } } } }`;

const visitPayloadSelection = `revision changed visit {
  key summary place host { code } travellers { person { key } term { office { key } } } start { edtf basis } end { edtf } type purposes remarks
  citations { field basis source { key } spans { words } value rank reason } }`;

export const recordVisitMutation = `mutation($visit: VisitInput!, $source: String! = "gazette", $reason: String, $knownAt: DateTime, $idem: String, $accept: Boolean, $dryRun: Boolean) {
  recordVisit(input: { visit: $visit, source: $source, reason: $reason, knownAt: $knownAt, idempotencyKey: $idem, acceptUnverified: $accept, dryRun: $dryRun }) {
    ${visitPayloadSelection} ${errorSelection} } }`;

export const correctVisitMutation = `mutation($key: String! = "v1", $visit: VisitPatch!, $source: String! = "almanac", $reason: String, $rev: Int, $idem: String, $accept: Boolean, $dryRun: Boolean) {
  correctVisit(input: { key: $key, visit: $visit, source: $source, reason: $reason, expectedRevision: $rev, idempotencyKey: $idem, acceptUnverified: $accept, dryRun: $dryRun }) {
    ${visitPayloadSelection} ${errorSelection} } }`;

export const withdrawMutation = `mutation($key: String! = "v1", $noun: RecordNoun, $reason: String! = "It never took place.", $source: String, $rev: Int, $idem: String, $dryRun: Boolean) {
  withdraw(input: { key: $key, noun: $noun, reason: $reason, source: $source, expectedRevision: $rev, idempotencyKey: $idem, dryRun: $dryRun }) {
    key noun revision changed ${errorSelection} } }`;

export const mergeMutation = `mutation($key: String!, $into: String!, $noun: RecordNoun, $reason: String! = "They are the same.", $idem: String, $dryRun: Boolean) {
  merge(input: { key: $key, into: $into, noun: $noun, reason: $reason, idempotencyKey: $idem, dryRun: $dryRun }) {
    key noun revision changed record { __typename key } ${errorSelection} } }`;

export const importEntriesMutation = `mutation($entries: [RecordInput!]!, $source: String! = "gazette", $idem: String, $accept: Boolean, $dryRun: Boolean) {
  importEntries(input: { entries: $entries, source: $source, idempotencyKey: $idem, acceptUnverified: $accept, dryRun: $dryRun }) {
    created updated unchanged claimed { noun key fields } ${errorSelection} } }`;

/** A visit as mutation input. */
export const buildVisitInput = (over: object = {}): object => ({
  key: 'v2',
  summary: 'Béla visited France.',
  travellers: [{ person: 'bela' }],
  host: 'FR',
  start: { edtf: '2024-05-02' },
  status: 'COMPLETED',
  ...over,
});

/** Converts a value from a file to an input of that type. */
export function toMutationInput(type: GraphQLInputType, value: unknown): unknown {
  const nullableType = getNullableType(type);
  if (isListType(nullableType)) return (value as unknown[]).map((item) => toMutationInput(nullableType.ofType, item));
  if (!isInputObjectType(nullableType))
    return nullableType.toString() === 'String' && typeof value !== 'string' ? JSON.stringify(value) : value;
  if (typeof value === 'string') return { edtf: value };
  const fields = nullableType.getFields();
  return Object.fromEntries(
    Object.entries(value as object).map(([name, inner]) => {
      const field = fields[name];
      if (!field) throw new Error(`${nullableType.name} has no field "${name}".`);
      return [name, toMutationInput(field.type, inner)];
    }),
  );
}
