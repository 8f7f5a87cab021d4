import type { TextAnalysis } from '../analyze.ts';
import type { Day } from '../calendar.ts';
import type { DateMention, Direction, ResolvedDate } from '../dates.ts';
import { resolveDate } from '../dates.ts';
import type { Entities } from '../entities.ts';
import type { Entity } from '../entity.ts';
import type { Mention } from '../mentions.ts';
import type { RegisterCandidate } from '../register.ts';
import type { Resolution } from '../resolve-entities.ts';
import { slugify } from '../slugify.ts';
import type { Range, Span } from '../text-index.ts';
import type { Basis, Draft, DraftCitation, UnresolvedField } from './draft.ts';

/** A party that a draft refers to. */
export interface DraftParty {
  key: string;
  name: string;
  kind: 'PERSON' | 'COUNTRY' | 'GROUP' | 'ORGANIZATION';
  term: RegisterCandidate['term'];
  /** The country of the office, as the record or the text states it. */
  country: string | undefined;
  isOfficeHolder: boolean;
  basis: Basis;
  others: readonly RegisterCandidate[];
  entity: Entity;
}

export interface Dateline {
  day: Day;
  /** Where the text states it; undefined if the caller did. */
  range: Range | undefined;
}

/** Everything that the builders of drafts share. */
export class DraftContext {
  readonly analysis: TextAnalysis;
  readonly dates: readonly DateMention[];
  readonly dateline: Dateline | undefined;
  readonly prefix: string;
  readonly entities: Entities;
  readonly drafts: Draft[] = [];
  /** Those that a draft asks for, and that were not looked up. */
  readonly unresolvedEntities = new Set<Entity>();
  readonly #resolutions: ReadonlyMap<Entity, Resolution>;
  readonly #used = new Set<string>();
  #countries: ReadonlyMap<string, DraftParty> | undefined;
  readonly #supporting = new Map<string, Draft>();
  readonly #counters = new Map<string, number>();
  readonly #knownTopics: ReadonlyMap<string, RegisterCandidate>;

  constructor(options: {
    analysis: TextAnalysis;
    dates: readonly DateMention[];
    dateline: Dateline | undefined;
    prefix: string;
    entities: Entities;
    resolutions: ReadonlyMap<Entity, Resolution>;
    known?: ReadonlyMap<string, RegisterCandidate>;
  }) {
    this.analysis = options.analysis;
    this.dates = options.dates;
    this.dateline = options.dateline;
    this.prefix = options.prefix;
    this.entities = options.entities;
    this.#resolutions = options.resolutions;
    this.#knownTopics = options.known ?? new Map();
  }

  /** The new parties, topics and commodities that the drafts refer to. */
  get supporting(): readonly Draft[] {
    return [...this.#supporting.values()];
  }

  span(range: Range): Span {
    return this.analysis.document.index.createSpan(range);
  }

  words(range: Range): string {
    return this.span(range).words;
  }

  cite(field: string, basis: Basis, ranges: readonly Range[], voice?: string): DraftCitation {
    return { field, basis, spans: ranges.map((range) => this.span(range)), ...(voice !== undefined && { voice }) };
  }

  nextKey(letter: string): string {
    const count = (this.#counters.get(letter) ?? 0) + 1;
    this.#counters.set(letter, count);
    return `${this.prefix}:${letter}${count}`;
  }

  /** Finds who a mention is. `as` allows an unknown single name to be a new organization. */
  party(mention: Mention | undefined, as: 'SPEAKER' | 'PARTY' | 'COMPANY' | 'HOST' = 'PARTY'): DraftParty | undefined {
    const entity = this.entities.of(mention);
    if (!entity || !mention) return undefined;
    const resolution = this.#resolutions.get(entity);
    if (!resolution) {
      this.unresolvedEntities.add(entity);
      return undefined;
    }
    // "Brussels" as a place is in Belgium; as a power it may be the European Union.
    if (as !== 'HOST' && mention.place?.form === 'CAPITAL' && this.#isAmbiguous(mention)) return undefined;
    const basis: Basis =
      mention.kind === 'PRONOUN' || mention.kind === 'ROLE'
        ? 'RESOLVED'
        : mention.place?.form === 'CAPITAL' || mention.place?.form === 'METONYM'
          ? 'RESOLVED'
          : 'STATED';
    if (resolution.state === 'RESOLVED') {
      const { candidate } = resolution;
      if (candidate.kind === 'TOPIC' || candidate.kind === 'COMMODITY') return undefined;
      const country = candidate.term?.country ?? entity.office?.country;
      return {
        ...{
          key: candidate.key,
          name: candidate.name,
          kind: candidate.kind,
          term: candidate.term,
          country,
          basis,
          entity,
        },
        isOfficeHolder: candidate.term !== undefined || entity.office !== undefined,
        others: resolution.others,
      };
    }
    if (resolution.state !== 'NEW') return undefined;
    if (entity.kind === 'UNKNOWN' && as !== 'COMPANY') return undefined;
    const kind = entity.kind === 'PERSON' ? 'PERSON' : entity.kind === 'GROUP' ? 'GROUP' : 'ORGANIZATION';
    if (kind === 'PERSON' && as === 'COMPANY') return undefined;
    return {
      ...{
        key: slugify(entity.name),
        name: entity.name,
        kind,
        term: undefined,
        country: entity.office?.country,
        basis,
        entity,
      },
      isOfficeHolder: entity.office !== undefined,
      others: resolution.others,
    };
  }

  #isAmbiguous(mention: Mention): boolean {
    return this.analysis.document.language.words.ambiguousCapitals.includes(this.words(mention).toLowerCase());
  }

  /** A country that the text mentions, by its key. */
  partyOfCountry(key: string): DraftParty | undefined {
    this.#countries ??= new Map(
      this.entities.all.flatMap((entity) => {
        const party = entity.kind === 'COUNTRY' ? this.party(entity.mentions[0]) : undefined;
        return party ? [[party.key, party] as const] : [];
      }),
    );
    return this.#countries.get(key);
  }

  /** The country of the office of a person, also if the text does not name it. */
  countryOfOffice({ term, country, entity, others }: DraftParty): DraftParty | undefined {
    const named = country === undefined ? undefined : this.partyOfCountry(country);
    if (named || term?.country === undefined) return named;
    return {
      ...{ key: term.country, name: term.countryName ?? term.country, kind: 'COUNTRY', term: undefined },
      ...{ country: undefined, isOfficeHolder: false, basis: 'RESOLVED', others, entity },
    };
  }

  /** Proposes the record of a new party. Call it when a draft refers to the party. */
  use(party: DraftParty): string {
    const resolution = this.#resolutions.get(party.entity);
    if (resolution?.state !== 'NEW') return party.key;
    if (this.#used.has(party.key)) return party.key;
    this.#used.add(party.key);
    const noun = party.kind === 'PERSON' ? 'person' : party.kind === 'GROUP' ? 'group' : 'organization';
    const mention =
      party.entity.mentions.find((one) => this.words(one.name ?? one) === party.entity.name) ??
      party.entity.mentions[0];
    this.#support({
      noun,
      key: party.key,
      fields: { name: party.name, ...(noun === 'group' && { kind: 'INFORMAL' }) },
      citations: mention ? [this.cite('name', 'STATED', [mention.name ?? mention])] : [],
      rule: 'new-party',
    });
    return party.key;
  }

  /** Returns the key of a topic or a commodity in the words of the text, and proposes it if it is new. */
  subject(noun: 'topic' | 'commodity', words: string): string {
    const known = this.#knownTopics.get(`${noun} ${words.toLowerCase()}`);
    if (known) return known.key;
    const key = slugify(words);
    const name = words.charAt(0).toUpperCase() + words.slice(1);
    this.#support({
      noun,
      key,
      fields: noun === 'topic' ? { name } : { scheme: 'WORDS', name },
      citations: [],
      rule: 'new-subject',
    });
    return key;
  }

  trip(key: string): void {
    this.#support({ noun: 'trip', key, fields: {}, citations: [], rule: 'trip' });
  }

  #support(draft: Pick<Draft, 'noun' | 'key' | 'fields' | 'citations' | 'rule'>): void {
    const id = `${draft.noun} ${draft.key}`;
    if (!this.#supporting.has(id))
      this.#supporting.set(id, { ...draft, confidence: 1, alternatives: [], unresolved: [], requires: [] });
  }

  resolve(date: DateMention, direction: Direction): ResolvedDate | undefined {
    return resolveDate(date.meaning, this.dateline?.day, direction);
  }

  /** The ranges that a date follows from: the dateline, if the text states it, and the words. */
  dateRanges(date: Range): Range[] {
    const range = this.dateline?.range;
    return range && range.start !== date.start ? [range, date] : [date];
  }

  /** The dates of a range of tokens. */
  datesBetween(first: number, last: number): DateMention[] {
    let [low, high] = [0, this.dates.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.dates[middle]?.first ?? 0) < first) low = middle + 1;
      else high = middle;
    }
    const found: DateMention[] = [];
    for (let at = low; (this.dates[at]?.last ?? Infinity) <= last; at += 1) found.push(this.dates[at] as DateMention);
    return found;
  }

  /** Mentions between two tokens, in order. */
  mentionsBetween(first: number, last: number): Mention[] {
    const found: Mention[] = [];
    for (let at = first; at < last; at += 1) {
      const mention = this.analysis.mentionIndex.at(at);
      if (!mention) continue;
      if (mention.first >= first) found.push(mention);
      at = mention.last - 1;
    }
    return found;
  }
}

export const missing = (field: string, words: Span | undefined, reason: string): UnresolvedField => ({
  field,
  words,
  reason,
});
