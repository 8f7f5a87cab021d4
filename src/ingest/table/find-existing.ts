import type { NamedRecord } from '../../db/queries/named-records.ts';
import type { ResolutionKind } from '../../model/vocabulary.ts';
import type { NameResolver } from './resolve-names.ts';
import type { RowState } from './row-state.ts';
import type { TableNoun } from './table-nouns.ts';

const kinds: Partial<Record<TableNoun, ResolutionKind>> = {
  person: 'PERSON',
  organization: 'ORGANIZATION',
  office: 'OFFICE',
};

/** Finds the records that rows add to. */
export class ExistingRecords {
  readonly #noun: TableNoun;
  readonly #names: NameResolver;
  /** The years of birth that earlier rows added to people, by key. */
  readonly #births = new Map<string, string>();

  constructor(noun: TableNoun, names: NameResolver) {
    this.#noun = noun;
    this.#names = names;
  }

  /**
   * Returns the key of the record that a row adds to: the only one with an identifier of the row, else the only one with
   * its name. People who were born in another year are others. Returns `own` if there is none.
   */
  async find(state: RowState, own: string): Promise<string> {
    const kind = kinds[this.#noun];
    const field = this.#noun === 'office' ? 'title' : 'name';
    const name = state.values[field];
    if (kind === undefined || typeof name !== 'string') return own;
    const identifiers = (state.values.sameAs ?? []) as readonly { value: string }[];
    const byIdentifier = await this.#names.findExact(
      identifiers.map(({ value }) => value),
      kind,
    );
    const found = byIdentifier.length > 0 ? byIdentifier : await this.#findByName(state, name, kind);
    const [only, ...others] = found;
    if (!only) return own;
    if (others.length > 0) {
      state.fail(field, name, `"${name}" could mean ${found.map(({ name, key }) => `${name} (${key})`).join(' or ')}.`);
      return own;
    }
    // The display name on record stays.
    if (only.key !== own) state.values[field] = only.name;
    const { born } = state.values;
    if (typeof born === 'string') this.#births.set(only.key, born.slice(0, 4));
    return only.key;
  }

  async #findByName({ values }: RowState, name: string, kind: ResolutionKind): Promise<NamedRecord[]> {
    const found = await this.#names.findExact([name], kind);
    const { born } = values;
    if (kind !== 'PERSON' || typeof born !== 'string') return found;
    const isSame = await Promise.all(
      found.map(async ({ key }) => {
        const year = (await this.#names.getPerson(key)).born?.slice(0, 4) ?? this.#births.get(key);
        return year === undefined || year === born.slice(0, 4);
      }),
    );
    return found.filter((_, index) => isSame[index]);
  }
}
