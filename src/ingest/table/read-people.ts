import { createdPersonKey, createPersonRecord } from './create-records.ts';
import type { CellMapping } from './mapping-fields.ts';
import { severalValuesReason } from './read-value.ts';
import type { NameResolver } from './resolve-names.ts';
import type { RowState } from './row-state.ts';
import type { Creatable } from './table-nouns.ts';

interface PeopleOptions {
  names: NameResolver;
  create: ReadonlySet<Creatable>;
  /** The key of the table's source. */
  source: string;
}

export async function readTravellers(
  state: RowState,
  items: readonly string[],
  cell: CellMapping,
  options: PeopleOptions,
): Promise<void> {
  const people = await readPeople(state, items, cell, options);
  if (people.length === 0) return;
  const terms = cell.term === undefined ? undefined : splitAligned(state, cell.term, cell, items.length);
  state.values.travellers = people.map(({ key, term: found, country }, index) => {
    const term = terms ? terms[index] || undefined : found?.key;
    return {
      party: key,
      ...(term !== undefined && { term }),
      ...(country !== undefined && (terms !== undefined || country !== found?.country) && { country }),
    };
  });
}

/** Returns the values of a column that has one for each person, in the same order; undefined if the cell is empty. */
function splitAligned(
  state: RowState,
  column: string,
  { separator = ';' }: CellMapping,
  count: number,
): readonly string[] | undefined {
  const text = state.getCell(column);
  if (text === '') return Array<string>(count).fill('');
  const values = text.split(separator.trim() || separator).map((value) => value.trim());
  if (values.length === count) return values;
  state.fail(column, text, `It has ${values.length} values for ${count} people. Separate them like the people.`);
  return undefined;
}

export async function readSpeaker(
  state: RowState,
  items: readonly string[],
  cell: CellMapping,
  options: PeopleOptions,
): Promise<void> {
  if (items.length > 1) return state.fail(cell.column, items.join(cell.separator), severalValuesReason);
  const [speaker] = await readPeople(state, items, cell, options);
  if (!speaker) return;
  state.values.speaker = speaker.key;
  if (speaker.term) state.values.speakerTerm = speaker.term.key;
}

/** Resolves people by name, office and country, and creates them if the import may. */
async function readPeople(
  state: RowState,
  items: readonly string[],
  cell: CellMapping,
  { names, create, source }: PeopleOptions,
) {
  const { days } = state;
  if (!days) return [];
  const countries = await readCountries(state, items.length, cell, names);
  const office = cell.office === undefined ? undefined : state.getCell(cell.office) || undefined;
  const people = [];
  for (const [index, name] of items.entries()) {
    const country = countries[index];
    const person = await names.resolvePerson({ name, office, country }, days);
    // A state travels if no source names its delegation.
    const delegation = 'reason' in person && person.isUnknown ? await names.resolveCountry(name, days) : undefined;
    if (delegation && 'key' in delegation) {
      state.countResolved(cell.column);
      if (delegation.note !== undefined) state.notes.push(delegation.note);
      people.push({ key: delegation.key, term: undefined, country: undefined });
      continue;
    }
    if (delegation && !delegation.isUnknown) {
      state.fail(cell.column, name, delegation.reason);
      continue;
    }
    const own = createdPersonKey(source, name);
    const isNew = 'reason' in person && person.isUnknown === true && create.has('persons');
    // A person of an earlier import of this table is in its input again.
    if (isNew || ('key' in person && person.key === own)) state.needed.push(createPersonRecord(source, name));
    if ('reason' in person && !isNew) {
      const advice =
        person.isUnknown && !create.has('persons')
          ? ' With "--create persons", people who are missing are created.'
          : '';
      state.fail(cell.column, name, `${person.reason}${advice}`);
      continue;
    }
    state.countResolved(cell.column);
    if ('note' in person && person.note !== undefined) state.notes.push(person.note);
    people.push('key' in person ? { ...person, country } : { key: own, term: undefined, country });
  }
  return people;
}

/** Returns the country for which each person acts: that of the row, or one for each. */
async function readCountries(
  state: RowState,
  count: number,
  cell: CellMapping,
  names: NameResolver,
): Promise<readonly (string | undefined)[]> {
  const { days } = state;
  const { country: column, separator } = cell;
  const text = column === undefined ? '' : state.getCell(column);
  if (!days || column === undefined || text === '') return [];
  const isAligned = separator !== undefined && text.includes(separator.trim() || separator);
  const labels = (isAligned ? splitAligned(state, column, cell, count) : undefined) ?? Array<string>(count).fill(text);
  const countries: (string | undefined)[] = [];
  for (const [index, label] of labels.entries()) {
    const isRepeated = index > 0 && label === labels[index - 1];
    if (label === '' || isRepeated) {
      countries.push(isRepeated ? countries[index - 1] : undefined);
      continue;
    }
    const found = await names.resolveCountry(label, days);
    if ('reason' in found) state.fail(column, label, found.reason);
    else state.countResolved(column);
    if ('note' in found && found.note !== undefined) state.notes.push(found.note);
    countries.push('key' in found ? found.key : undefined);
  }
  return countries;
}
