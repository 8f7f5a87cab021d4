import { sql } from 'drizzle-orm';
import type { Transaction } from '../db/database.ts';
import { selectCountryPeriods } from '../db/queries/country-names.ts';
import { numberParameter } from '../db/sql-builder.ts';
import { countries, offices, parties, successions, terms } from '../db/tables/index.ts';
import { badInput } from '../model/errors.ts';
import {
  beginsAfter,
  type Existence,
  endsBefore,
  existsOn,
  existsWithin,
  findStatesInPlace,
  formatPeriod,
  isAcceding,
  type Period,
} from '../model/existence.ts';
import { addDays, type Day, type RecordedDate } from '../model/fuzzy-date.ts';
import { getTravellers } from '../model/nouns/visit.ts';
import type { InterchangeRecord, RecordOf } from '../model/records/index.ts';
import type { Writer } from './writer.ts';

/**
 * Checks that the states that act in a record existed on its day. An uncertain date passes if the
 * state existed on any day of its range. What a record is about is not checked.
 */

interface DayRange {
  earliest: Day | null;
  latest: Day | null;
  /** As the record gives it. */
  text: string;
}

/** A reference to who acts: a party, or the term of a person who acts for a country. */
interface Actor {
  noun: 'party' | 'term';
  key: string;
  field: string;
}

interface Action {
  range: DayRange | undefined;
  actors: Actor[];
  /** The fields that the check depends on. */
  fields: readonly string[];
}

/** Throws if a state that acts did not exist, or if a completed visit has not begun. `changed` names the fields that a write changes. */
export function assertStatesExist(
  writer: Writer,
  record: InterchangeRecord,
  changed: Readonly<Record<string, unknown>>,
): void {
  if (writer.isHistorical) return;
  const action = describeAction(record);
  // A correction of other fields does not have to repair what was recorded before.
  if (!action?.fields.some((field) => field in changed)) return;
  if (record.noun === 'visit') assertBegun(record);
  const { range, actors } = action;
  if (!range) return;
  for (const actor of actors) {
    const state = findActingState(writer, actor);
    const isMarked = record.noun === 'visit' && actor.field === 'host' && record.beforeIndependence === true;
    if (isMarked && state) assertBeforeIndependence(writer, state, range);
    else if (state && !existsWithin(state, range))
      throw badInput(describeAbsence(writer, state, range, actor), actor.field);
  }
}

function describeAction(record: InterchangeRecord): Action | undefined {
  const party = (key: string | undefined, field: string): Actor[] =>
    key === undefined ? [] : [{ noun: 'party', key, field }];
  const list = (keys: readonly string[], field: string): Actor[] =>
    keys.map((key, index) => ({ noun: 'party', key, field: `${field}.${index}` }));
  const term = (key: string | undefined, field: string): Actor[] =>
    key === undefined ? [] : [{ noun: 'term', key, field }];
  switch (record.noun) {
    case 'visit':
      return {
        range: toRange(record.start, record.end),
        actors: [
          ...party(record.host, 'host'),
          ...getTravellers(record).flatMap((traveller, index) => [
            ...party(traveller.party, `travellers.${index}.${traveller.field}`),
            ...term(traveller.term, `travellers.${index}.term`),
            ...party(traveller.country, `travellers.${index}.country`),
          ]),
        ],
        fields: ['host', 'beforeIndependence', 'travellers', 'start', 'end', 'status'],
      };
    case 'statement':
      return {
        range: toRange(record.saidOn),
        actors: [...party(record.speaker, 'speaker'), ...term(record.speakerTerm, 'speakerTerm')],
        fields: ['speaker', 'speakerTerm', 'saidOn'],
      };
    case 'agreement':
      return {
        range: toRange(record.signedOn ?? record.date),
        actors: list(record.signatories, 'signatories'),
        fields: ['signatories', 'signedOn', 'date'],
      };
    case 'trade-link':
      return {
        range: toRange(record.start ?? record.date, record.end),
        actors: [
          ...list(record.suppliers, 'suppliers'),
          ...list(record.buyers, 'buyers'),
          ...list(record.partners, 'partners'),
        ],
        fields: ['suppliers', 'buyers', 'partners', 'start', 'end', 'date'],
      };
    case 'position':
      return {
        range: toRange(record.start ?? record.date, record.end),
        actors: party(record.holder, 'holder'),
        fields: ['holder', 'start', 'end', 'date'],
      };
    case 'figure':
      return {
        range: toRange(record.date),
        actors: party(record.statedBy, 'statedBy'),
        fields: ['statedBy', 'date'],
      };
    default:
      return undefined;
  }
}

/** Returns the days from the earliest of the first date to the latest of the last; undefined if no date is known. */
function toRange(start: RecordedDate | undefined, end?: RecordedDate): DayRange | undefined {
  const first = start ?? end;
  if (!first || first.edtf === null) return undefined;
  return {
    earliest: start?.earliest ?? null,
    latest: end?.latest ?? first.latest,
    text: end && end !== first && end.edtf !== first.edtf ? `${first.edtf} to ${end.edtf}` : first.edtf,
  };
}

function assertBegun({ status, start }: RecordOf<'visit'>): void {
  // By the clock, which may be before the last write.
  const tomorrow = addDays(new Date().toISOString().slice(0, 10), 1);
  if (status === 'COMPLETED' && start.earliest !== null && start.earliest > tomorrow)
    throw badInput(
      `A COMPLETED visit cannot begin on ${start.edtf}, which is later than tomorrow (${tomorrow} UTC). Use ANNOUNCED, or correct the date.`,
      'start',
    );
}

function assertBeforeIndependence(writer: Writer, state: CountryState, range: DayRange): void {
  const field = 'beforeIndependence';
  if (state.end !== null || state.start === null)
    throw badInput(`${nameState(state)} is not a state that began later. Leave out "beforeIndependence".`, field);
  if (
    range.earliest === null ||
    existsOn(state, range.earliest) ||
    !beginsAfter(state, { ...range, latest: range.earliest })
  )
    throw badInput(
      `${nameState(state)} existed ${formatYears(state)}, so ${range.text} is not before its independence. Leave out "beforeIndependence".`,
      field,
    );
  if (findPredecessorsInPlace(writer, state, range).length > 0)
    throw badInput(describeAbsence(writer, state, range, undefined), 'host');
}

/** Describes when the state existed, and which state existed on the day. */
function describeAbsence(writer: Writer, state: CountryState, range: DayRange, actor: Actor | undefined): string {
  const others = endsBefore(state, range)
    ? findStatesInPlace([state], range, successorsOf(writer))
    : findPredecessorsInPlace(writer, state, range);
  const absence = `${nameState(state)} existed ${formatYears(state)}, not on ${range.text}.`;
  if (others.length > 0) return `${absence} In its place on that day: ${others.map(nameState).join(', ')}.`;
  const hint =
    beginsAfter(state, range) && actor?.field === 'host' && state.end === null
      ? ' If the host was a territory that became a state later, set "beforeIndependence" to true.'
      : '';
  return `${absence} No state in its place is on record.${hint}`;
}

/** The first and the last day as recorded, which may be a month or a year. */
interface RecordedYears {
  startText: string | null;
  endText: string | null;
}
interface CountryState extends Existence, RecordedYears {
  id: number;
  key: string;
  name: string;
  periods: (Period & RecordedYears)[];
}

const nameState = ({ name, key }: CountryState): string => `${name} (${key})`;
const formatYears = ({ periods, ...whole }: CountryState): string =>
  (periods.length > 0 ? periods : [whole])
    .map(({ startText, endText }) => formatPeriod({ start: startText, end: endText }))
    .join(' and ');

const countryColumns = {
  id: countries.id,
  key: parties.key,
  name: parties.name,
  start: countries.startEarliest,
  end: countries.endLatest,
  startText: countries.startEdtf,
  endText: countries.endEdtf,
  periods: sql<string>`${selectCountryPeriods}`,
};
type CountryRow = Omit<CountryState, 'periods'> & { periods: string };

const toState = ({ periods, ...row }: CountryRow): CountryState => ({
  ...row,
  periods: JSON.parse(periods) as CountryState['periods'],
});

const selectCountry = (tx: Transaction) =>
  tx
    .select(countryColumns)
    .from(countries)
    .innerJoin(parties, sql`${parties.id} = ${countries.id}`)
    .where(sql`${countries.id} = ${numberParameter('id')}`)
    .prepare();

const selectCountryOfTerm = (tx: Transaction) =>
  tx
    .select(countryColumns)
    .from(terms)
    .innerJoin(offices, sql`${offices.id} = ${terms.officeId}`)
    .innerJoin(countries, sql`${countries.id} = ${offices.countryId}`)
    .innerJoin(parties, sql`${parties.id} = ${countries.id}`)
    .where(sql`${terms.id} = ${numberParameter('id')}`)
    .prepare();

/** Returns the state that acts; undefined if the actor is no country. */
function findActingState(writer: Writer, { noun, key, field }: Actor): CountryState | undefined {
  const id = writer.references.resolveId(noun, key, field);
  const row = writer.getCachedRow(noun === 'term' ? selectCountryOfTerm : selectCountry, id);
  return row && toState(row);
}

const selectSuccessors = (tx: Transaction) =>
  tx
    .select({ ...countryColumns, on: successions.onEarliest })
    .from(successions)
    .innerJoin(countries, sql`${countries.id} = ${successions.successorId}`)
    .innerJoin(parties, sql`${parties.id} = ${countries.id}`)
    .where(sql`${successions.predecessorId} = ${numberParameter('id')}`)
    .orderBy(successions.ordinal)
    .prepare();

const selectPredecessors = (tx: Transaction) =>
  tx
    .select({ ...countryColumns, on: successions.onEarliest })
    .from(successions)
    .innerJoin(countries, sql`${countries.id} = ${successions.predecessorId}`)
    .innerJoin(parties, sql`${parties.id} = ${countries.id}`)
    .where(sql`${successions.successorId} = ${numberParameter('id')}`)
    .orderBy(parties.key)
    .prepare();

const successorsOf =
  (writer: Writer) =>
  ({ id }: CountryState): CountryState[] =>
    writer.prepare(selectSuccessors).all({ id }).map(toState);

const findPredecessorsInPlace = (writer: Writer, state: CountryState, range: DayRange): CountryState[] =>
  findStatesInPlace([state], range, (successor) =>
    writer
      .prepare(selectPredecessors)
      .all({ id: successor.id })
      .flatMap(({ on, ...row }) => (isAcceding(successor, on) ? [] : toState(row))),
  );
