import { createdPersonKey, createPersonRecord } from './create-records.ts';
import type { CellMapping } from './mapping-fields.ts';
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
  if (people.length > 0)
    state.values.travellers = people.map(({ key, term, country }) => ({
      party: key,
      ...(term && { term: term.key }),
      ...(country !== undefined && country !== term?.country && { country }),
    }));
}

export async function readSpeaker(
  state: RowState,
  items: readonly string[],
  cell: CellMapping,
  options: PeopleOptions,
): Promise<void> {
  const [speaker] = await readPeople(state, items.slice(0, 1), cell, options);
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
  const label = cell.country === undefined ? '' : state.getCell(cell.country);
  const found = label === '' ? undefined : await names.resolveCountry(label, days);
  if (found && cell.country !== undefined) {
    if ('reason' in found) state.fail(cell.country, label, found.reason);
    else state.countResolved(cell.country);
  }
  const country = found && 'key' in found ? found.key : undefined;
  if (found && 'note' in found && found.note !== undefined) state.notes.push(found.note);
  const office = cell.office === undefined ? undefined : state.getCell(cell.office) || undefined;
  const people = [];
  for (const name of items) {
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
