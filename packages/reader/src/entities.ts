import type { TextAnalysis } from './analyze.ts';
import type { TextDocument } from './document.ts';
import { type Entity, initials } from './entity.ts';
import type { Language } from './languages/language.ts';
import type { Mention } from './mentions.ts';
import { isPossessive } from './tokens.ts';

/** Groups the mentions of a text by what they name. A surname belongs to the person with that surname. */
export class Entities {
  readonly all: Entity[] = [];
  readonly #byMention = new Map<Mention, Entity>();
  readonly #byName = new Map<string, Entity>();
  /** The person with a surname that was mentioned last. */
  readonly #bySurname = new Map<string, Entity>();
  /** The whole names of the text, by their parts. */
  readonly #wholeNames = new Map<string, string>();
  readonly #language: Language;

  constructor(analysis: TextAnalysis) {
    this.#language = analysis.document.language;
    // Names in full first, the longest before parts of them: a headline may have the surname alone.
    const full = (mention: Mention): string | undefined => {
      const name = mention.kind === 'PERSON' && mention.name ? analysis.document.wordsOf(mention.name) : '';
      return /\s/.test(name.replace(initials, '')) ? name : undefined;
    };
    for (const mention of analysis.mentions) {
      const name = full(mention);
      if (name !== undefined && /\s\S+\s/.test(name)) this.#registerParts(this.#fold(name));
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

  /** The name, for comparisons with other forms of it. */
  #fold(name: string): string {
    const { stemName } = this.#language.words;
    return stemName ? stemName(name.toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ')) : fold(name);
  }

  /** Whether a mention is in another case than the nominative, as its office or the preposition before it tells. */
  #isOblique(document: TextDocument, mention: Mention): boolean {
    const { nominatives, prepositions } = this.#language;
    if (nominatives.size === 0) return false;
    const { office, place, first } = mention;
    if (office) return !nominatives.has(office.title.toLowerCase());
    if (place?.form === 'INFORMAL') return !nominatives.has(document.wordsOf(mention).toLowerCase());
    return prepositions.has(document.token(first - 1)?.lower ?? '');
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
    const own = this.#fold(name);
    const key = this.#wholeNames.get(own) ?? own;
    const known = this.#byName.get(key);
    const isSurname = document.language.surnameParticles.has(own.split(' ')[0] ?? '');
    const isOblique = this.#isOblique(document, mention);
    const nominatives = document.language.words.listNominatives?.(name);
    const entity: Entity = known ?? {
      ...{ kind: 'PERSON', name, folded: own, mentions: [mention], best: mention, code: undefined },
      ...{ office: undefined, gender: undefined, isSurname, isOblique, nominatives },
    };
    const isBetter = isOblique === entity.isOblique ? name.length > entity.name.length : entity.isOblique;
    if (isBetter) Object.assign(entity, { name, folded: own, isSurname, isOblique, nominatives });
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
    const known = this.#bySurname.get(lastWord(this.#fold(name)));
    const entity = known ?? this.#addNamed(document, this.#fold(name), name, mention, 'PERSON');
    this.#bySurname.set(lastWord(this.#fold(name)), entity);
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

  /** The person of the text whose surname is the name of a place: "Montenegro said", but not "in Montenegro". */
  #findNamesake(document: TextDocument, mention: Mention): Entity | undefined {
    if (mention.place?.form !== 'NAME') return undefined;
    const person = this.#bySurname.get(this.#fold(document.wordsOf(mention)));
    const isPlace = this.#language.prepositions.has(document.token(mention.first - 1)?.lower ?? '');
    return isPlace ? undefined : person;
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
        return (
          this.#findNamesake(document, mention) ??
          this.#addNamed(
            document,
            mention.place?.code ?? this.#fold(document.wordsOf(mention)),
            document.wordsOf(mention),
            mention,
            mention.place?.kind === 'COUNTRY' ? 'COUNTRY' : 'GROUP',
          )
        );
      case 'ORGANIZATION':
        // "MACRON:" in a transcript.
        return (
          this.#bySurname.get(this.#fold(document.wordsOf(mention))) ??
          this.#addNamed(
            document,
            this.#fold(document.wordsOf(mention)),
            document.wordsOf(mention),
            mention,
            'ORGANIZATION',
          )
        );
      case 'PERSON':
      case 'NAME': {
        const name = document.wordsOf(mention.name ?? mention);
        const person = this.#bySurname.get(lastWord(this.#fold(name)));
        if (person) {
          addOffice(person, mention);
          return person;
        }
        const entity = this.#addNamed(
          document,
          this.#fold(name),
          name,
          mention,
          mention.kind === 'PERSON' ? 'PERSON' : 'UNKNOWN',
        );
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
        const entity = this.#addNamed(
          document,
          `${office.rank} ${country.code}`,
          document.wordsOf(mention),
          mention,
          'ROLE',
        );
        addOffice(entity, mention);
        return entity;
      }
      case 'PRONOUN':
        return this.#findAntecedent(mention, subject, heads);
    }
  }

  #addNamed(document: TextDocument, key: string, name: string, mention: Mention, kind: Entity['kind']): Entity {
    const known = this.#byName.get(`${kind} ${key}`);
    if (known) return known;
    const entity: Entity = {
      ...{ kind, name, folded: this.#fold(name), mentions: [], best: mention, code: mention.place?.code },
      ...{ office: undefined, gender: undefined, isSurname: undefined, isOblique: this.#isOblique(document, mention) },
      nominatives: document.language.words.listNominatives?.(name),
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
