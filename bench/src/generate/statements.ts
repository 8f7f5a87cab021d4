import { type Random, Zipf } from '../random.ts';
import type { Actors, Term } from './actors.ts';
import { dayCount, exactDate, formatDay } from './dates.ts';
import { type EntryWriter, fuzzyDateColumns } from './entry-writer.ts';
import type { SourcePicker } from './sources.ts';
import type { GeneratedVisit } from './visits.ts';
import { generateSentence } from './words.ts';

const modes = ['DIRECT', 'INDIRECT', 'NARRATED', 'MIXED'];
const modeWeights = new Zipf(modes.length, 1);
interface PartyRef {
  id: number;
  key: string;
}

/** Generates statements, made during visits and otherwise. */
export class StatementGenerator {
  readonly #entries: EntryWriter;
  readonly #random: Random;
  readonly #actors: Actors;
  readonly #sources: SourcePicker;
  readonly #count: number;
  readonly #insert: ReturnType<EntryWriter['writer']['prepareInsert']>;
  #insertedCount = 0;

  constructor(entries: EntryWriter, random: Random, actors: Actors, sources: SourcePicker, count: number) {
    this.#entries = entries;
    this.#random = random;
    this.#actors = actors;
    this.#sources = sources;
    this.#count = count;
    this.#insert = entries.writer.prepareInsert('statements', [
      ...['id', 'at', 'key', 'speaker_id', 'speaker_term_id', 'mode', ...fuzzyDateColumns('said_on')],
      ...['text', 'language', 'visit_id', 'source_order'],
    ]);
  }

  /** Generates the statements of a visit: often none, rarely many, about `mean` on average. */
  generateForVisit(visit: GeneratedVisit, mean: number): void {
    const random = this.#random;
    const count = Math.min(60, Math.floor((Math.log(1 - random.next()) / Math.log(mean / (mean + 1))) * 1.02));
    for (let index = 0; index < count && this.#insertedCount < this.#count; index += 1) {
      const speaker = visit.met && random.chance(0.35) ? visit.met : random.pick(visit.travellers);
      const addressee = random.chance(0.5) ? visit.host : undefined;
      const otherCountry = speaker.country.id === visit.host.id ? visit.travellers[0]?.country : visit.host;
      this.#insertStatement(
        visit.startDay + random.nextInt(visit.dayCount + 1),
        speaker,
        addressee,
        [otherCountry ?? visit.host, this.#actors.pickState(random)],
        visit,
      );
    }
  }

  /** Generates other statements until the count is reached. */
  generateRemaining(): void {
    const random = this.#random;
    while (this.#insertedCount < this.#count) {
      const day = Math.floor(dayCount * Math.sqrt(random.next()));
      const speaker = random.chance(0.95)
        ? this.#actors.pickOfficeholder(random, this.#actors.pickState(random), day)
        : undefined;
      const about = Array.from({ length: 1 + random.nextInt(3) }, () => this.#actors.pickState(random));
      this.#insertStatement(day, speaker, random.chance(0.3) ? this.#actors.pickState(random) : undefined, about);
    }
  }

  #insertStatement(
    day: number,
    speaker: Term | undefined,
    addressee: PartyRef | undefined,
    subjects: readonly PartyRef[],
    visit?: GeneratedVisit,
  ): void {
    const { writer } = this.#entries;
    const random = this.#random;
    this.#insertedCount += 1;
    const key = `bench-q${this.#insertedCount}`;
    const text = generateSentence(random);
    const opening = text.split(' ', 6).join(' ');
    const about = subjects.filter(
      (party, index) => subjects.findIndex((candidate) => candidate.id === party.id) === index,
    );
    const summary = `${speaker?.personName ?? 'A source'}: ${opening} …`;
    const { id, at } = this.#entries.insert('STATEMENT', key, summary, exactDate(formatDay(day)));
    const mode = modes[modeWeights.draw(random)] as string;
    const source = this.#sources.pick(random);
    const span = writer.allocateSpan(source, opening);
    const order = `${writer.sourceKey(source)}#${String(span.start).padStart(10, '0')}`;
    this.#insert([
      id,
      at,
      key,
      speaker?.personId ?? null,
      speaker?.id ?? null,
      mode,
      ...exactDate(at),
      text,
      'en',
      visit?.id ?? null,
      order,
    ]);
    const insertParty = writer.prepareInsert('statement_parties', [
      'statement_id',
      'at',
      'key',
      'role',
      'party_id',
      'ordinal',
    ]);
    if (addressee) insertParty([id, at, key, 'ADDRESSEE', addressee.id, 0]);
    for (const [ordinal, party] of about.entries()) insertParty([id, at, key, 'ABOUT', party.id, ordinal]);
    const fields = {
      summary,
      citations: writer.insertCitations(id, [{ source, span }]),
      speaker: speaker?.personKey,
      speakerTerm: speaker?.key,
      addressees: addressee ? [addressee.key] : [],
      about: about.map((party) => party.key),
      mode,
      saidOn: at,
      text,
      language: 'en',
      visit: visit?.key,
    };
    writer.insertRevision('statement', key, fields, `${at}T00:00:00.000Z`);
  }
}
