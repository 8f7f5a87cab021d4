import type { TextAnalysis } from './analyze.ts';
import type { TextDocument } from './document.ts';
import type { Gender, Mention } from './mentions.ts';
import type { OfficeQuery, RegisterQuery } from './register.ts';
import { isPossessive } from './tokens.ts';

/** Someone or something that a text mentions, with all its mentions. */
export interface Entity {
  readonly kind: 'PERSON' | 'COUNTRY' | 'GROUP' | 'ORGANIZATION' | 'ROLE' | 'UNKNOWN';
  /** Its longest name in the text. */
  name: string;
  /** The name, folded for comparisons. */
  folded: string;
  readonly mentions: Mention[];
  /** The mention with the longest name. */
  best: Mention;
  code?: string | undefined;
  office?: OfficeQuery | undefined;
  /** What its titles and pronouns say. */
  gender?: Gender | undefined;
  /** Whether its name is a surname of several words: "von der Leyen". */
  isSurname?: boolean | undefined;
}

/** The states that a country continues, by the codes of its predecessors. */
const predecessors: Readonly<Record<string, readonly string[]>> = { RU: ['SUHH'], CZ: ['CSHH'] };

/** Groups the mentions of a text by what they name. A surname belongs to the person with that surname. */
export class Entities {
  readonly all: Entity[] = [];
  readonly #byMention = new Map<Mention, Entity>();
  readonly #byName = new Map<string, Entity>();
  /** The person with a surname that was mentioned last. */
  readonly #bySurname = new Map<string, Entity>();
  /** The whole names of the text, by their parts. */
  readonly #wholeNames = new Map<string, string>();

  constructor(analysis: TextAnalysis) {
    // Names in full first, the longest before parts of them: a headline may have the surname alone.
    const full = (mention: Mention): string | undefined => {
      const name = mention.kind === 'PERSON' && mention.name ? analysis.document.wordsOf(mention.name) : '';
      return /\s/.test(name.replace(initials, '')) ? name : undefined;
    };
    for (const mention of analysis.mentions) {
      const name = full(mention);
      if (name !== undefined && /\s\S+\s/.test(name)) this.#registerParts(fold(name));
    }
    for (const mention of analysis.mentions) {
      const name = full(mention);
      if (name !== undefined) this.#addPerson(analysis, mention, name);
    }
    this.#addAppositions(analysis);
    for (const entity of this.all) this.#addMiddleNames(entity, analysis.document.language.nameParticles);
    let subject: Entity | undefined;
    let sentence = -1;
    const heads: { sentence: number; entity: Entity; mention: Mention }[] = [];
    for (const mention of analysis.mentions) {
      const known = this.#byMention.get(mention);
      const entity = known ?? this.#add(analysis, mention, subject, heads);
      if (!entity) continue;
      if (!known) {
        this.#byMention.set(mention, entity);
        if (entity.mentions.at(-1) !== mention) entity.mentions.push(mention);
      }
      const isPerson = entity.kind === 'PERSON' || entity.kind === 'ROLE';
      if (isPerson && mention.kind === 'PERSON') this.#bySurname.set(lastWord(entity.folded), entity);
      if (!isPerson || analysis.document.passageOfToken[mention.first] !== -1) continue;
      const at = analysis.document.sentenceAt(mention.start)?.index ?? 0;
      const isOwner = isPossessive(analysis.document.token(mention.last));
      const isObject = analysis.document.language.prepositions.has(
        analysis.document.token(mention.first - 1)?.lower ?? '',
      );
      // The first person of a sentence is what later pronouns mean.
      if (at !== sentence && !isOwner && !isObject) [subject, sentence] = [entity, at];
      heads.push({ sentence: at, entity, mention });
      if (heads.length > 40) heads.shift();
    }
    for (const mention of [...analysis.placePairs.values()].flat()) {
      const entity = this.#add(analysis, mention, undefined, []);
      if (entity) this.#byMention.set(mention, entity);
    }
  }

  of(mention: Mention | undefined): Entity | undefined {
    return mention && this.#byMention.get(mention);
  }

  /** Remembers the beginnings and ends of a name, which may name the same person: "López Obrador". */
  #registerParts(key: string): void {
    const words = key.split(' ');
    for (let length = 2; length < words.length; length += 1)
      for (const part of [words.slice(-length).join(' '), words.slice(0, length).join(' ')])
        if ((this.#wholeNames.get(part)?.length ?? 0) < key.length) this.#wholeNames.set(part, key);
  }

  #addPerson({ document }: TextAnalysis, mention: Mention, name: string): void {
    const own = fold(name);
    const key = this.#wholeNames.get(own) ?? own;
    const known = this.#byName.get(key);
    const isSurname = document.language.surnameParticles.has(own.split(' ')[0] ?? '');
    const entity: Entity = known ?? {
      ...{ kind: 'PERSON', name, folded: own, mentions: [mention], best: mention, code: undefined },
      ...{ office: undefined, gender: undefined, isSurname },
    };
    if (name.length > entity.name.length) [entity.name, entity.folded, entity.isSurname] = [name, own, isSurname];
    if (known) known.mentions.push(mention);
    else {
      this.all.push(entity);
      this.#byName.set(key, entity);
      const surname = lastWord(key);
      if (!this.#bySurname.has(surname)) this.#bySurname.set(surname, entity);
    }
    this.#byMention.set(mention, entity);
    addOffice(entity, mention);
  }

  /** "the Norwegian president, Ada Lund,", "Lund, the Norwegian president,": the office and the name are one person. */
  #addAppositions({ mentions, document }: TextAnalysis): void {
    for (let index = 0; index + 1 < mentions.length; index += 1) {
      const [first, second] = [mentions[index] as Mention, mentions[index + 1]];
      if (second?.first !== first.last + 1 || document.token(first.last)?.text !== ',') continue;
      const [role, person] = first.kind === 'ROLE' ? [first, second] : [second, first];
      if (role.kind !== 'ROLE' || !role.office || person.office) continue;
      if (person === first && document.language.is('AND', document.token(second.last))) continue;
      const entity =
        this.#byMention.get(person) ?? (person === first ? this.#findBySurname(document, person) : undefined);
      if (!entity) continue;
      this.#byMention.set(role, entity);
      entity.mentions.push(role);
      addOffice(entity, role);
    }
  }

  /** The person of a surname, who is created if the text has no other name of that person. */
  #findBySurname(document: TextDocument, mention: Mention): Entity | undefined {
    if (mention.kind !== 'NAME') return undefined;
    const name = document.wordsOf(mention.name ?? mention);
    const known = this.#bySurname.get(lastWord(fold(name)));
    const entity = known ?? this.#addNamed(fold(name), name, mention, 'PERSON');
    this.#bySurname.set(lastWord(fold(name)), entity);
    this.#byMention.set(mention, entity);
    if (!entity.mentions.includes(mention)) entity.mentions.push(mention);
    return entity;
  }

  /** "Pedro Sánchez Pérez-Castejón" is also called Sánchez. */
  #addMiddleNames(entity: Entity, particles: ReadonlySet<string>): void {
    const { folded } = entity;
    if (folded.indexOf(' ') === folded.lastIndexOf(' ')) return;
    for (const word of folded.split(' ').slice(1, -1))
      if (word.length > 2 && !particles.has(word) && !this.#bySurname.has(word)) this.#bySurname.set(word, entity);
  }

  #add(
    analysis: TextAnalysis,
    mention: Mention,
    subject: Entity | undefined,
    heads: readonly { entity: Entity; mention: Mention }[],
  ): Entity | undefined {
    const { document } = analysis;
    switch (mention.kind) {
      case 'PLACE':
        return this.#addNamed(
          mention.place?.code ?? fold(document.wordsOf(mention)),
          document.wordsOf(mention),
          mention,
          mention.place?.kind === 'COUNTRY' ? 'COUNTRY' : 'GROUP',
        );
      case 'ORGANIZATION':
        // "MACRON:" in a transcript.
        return (
          this.#bySurname.get(fold(document.wordsOf(mention))) ??
          this.#addNamed(fold(document.wordsOf(mention)), document.wordsOf(mention), mention, 'ORGANIZATION')
        );
      case 'PERSON':
      case 'NAME': {
        const name = document.wordsOf(mention.name ?? mention);
        const person = this.#bySurname.get(lastWord(fold(name)));
        if (person) {
          addOffice(person, mention);
          return person;
        }
        const entity = this.#addNamed(fold(name), name, mention, mention.kind === 'PERSON' ? 'PERSON' : 'UNKNOWN');
        addOffice(entity, mention);
        return entity;
      }
      case 'ROLE': {
        const { office, country } = mention;
        if (!office) return undefined;
        const earlier = heads.findLast(
          ({ entity }) =>
            entity.office?.rank === office.rank && (country === undefined || entity.office.country === country.code),
        );
        if (earlier && !office.isFormer) return earlier.entity;
        if (!country || office.isFormer) return undefined;
        const entity = this.#addNamed(`${office.rank} ${country.code}`, document.wordsOf(mention), mention, 'ROLE');
        addOffice(entity, mention);
        return entity;
      }
      case 'PRONOUN':
        return this.#findAntecedent(mention, subject, heads);
    }
  }

  #addNamed(key: string, name: string, mention: Mention, kind: Entity['kind']): Entity {
    const known = this.#byName.get(`${kind} ${key}`);
    if (known) return known;
    const entity: Entity = {
      ...{ kind, name, folded: fold(name), mentions: [], best: mention, code: mention.place?.code },
      ...{ office: undefined, gender: undefined, isSurname: undefined },
    };
    this.all.push(entity);
    this.#byName.set(`${kind} ${key}`, entity);
    return entity;
  }

  #findAntecedent(
    { pronoun }: Mention,
    subject: Entity | undefined,
    heads: readonly { entity: Entity; mention: Mention }[],
  ): Entity | undefined {
    if (pronoun !== 'MALE' && pronoun !== 'FEMALE') return undefined;
    const fits = (entity: Entity): boolean => (entity.gender ?? pronoun) === pronoun;
    const found = subject && fits(subject) ? subject : heads.findLast(({ entity }) => fits(entity))?.entity;
    if (found) found.gender ??= pronoun;
    return found;
  }
}

/** "J. F. Kennedy" may be anyone of this surname, as "Kennedy" may. */
const initials = /^(?:\p{L}(?:\.\s*|\s+))+/u;

function addOffice(entity: Entity, { office, country, gender }: Mention): void {
  entity.gender ??= gender;
  if (!office || office.isFormer) return;
  entity.office ??= { title: office.title, rank: office.rank, country: country?.code };
  if (entity.office.country === undefined && country) entity.office = { ...entity.office, country: country.code };
}

function fold(text: string): string {
  // Most words are plain.
  if (/^[A-Za-z'.-]+(?: [A-Za-z'.-]+)*$/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’‘`ʻʼ]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
}

const lastWord = (text: string): string => text.slice(text.lastIndexOf(' ') + 1);

const toPersonQuery = (
  name: string,
  isSurname: boolean | undefined,
  office: OfficeQuery | undefined,
): RegisterQuery => ({
  kind: 'PERSON',
  name,
  isSurname: isSurname === true || !name.includes(' '),
  office,
});

/** What to look up for an entity; undefined if there is nothing to look up. */
export function toQuery({ kind, name, code, office, isSurname }: Entity): RegisterQuery | undefined {
  switch (kind) {
    case 'PERSON':
    case 'UNKNOWN':
      return toPersonQuery(name.replace(initials, ''), isSurname, office);
    case 'ROLE':
      return office && { kind: 'HOLDER', office };
    case 'COUNTRY':
      return code === undefined ? undefined : { kind: 'COUNTRY', codes: [code, ...(predecessors[code] ?? [])] };
    case 'GROUP':
      return { kind: 'GROUP', name, code };
    case 'ORGANIZATION':
      return { kind: 'ORGANIZATION', name };
  }
}
