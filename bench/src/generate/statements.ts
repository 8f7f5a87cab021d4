import { type Random, Zipf } from '../random.ts';
import type { Cast, Term } from './actors.ts';
import { day, dayCount, exactly } from './dates.ts';
import { type Entries, fuzzyColumns } from './entry-writer.ts';
import type { Press } from './sources-and-commodities.ts';
import type { Visit } from './visits.ts';
import { sentence } from './words.ts';

const modes = ['DIRECT', 'INDIRECT', 'NARRATED', 'MIXED'];
const modeWeight = new Zipf(modes.length, 1);
interface Named {
  id: number;
  key: string;
}

/** Makes statements: on visits as they come, and on their own. */
export class Statements {
  readonly #entries: Entries;
  readonly #random: Random;
  readonly #cast: Cast;
  readonly #press: Press;
  readonly #count: number;
  readonly #insert: ReturnType<Entries['store']['into']>;
  #made = 0;

  constructor(entries: Entries, random: Random, cast: Cast, press: Press, count: number) {
    this.#entries = entries;
    this.#random = random;
    this.#cast = cast;
    this.#press = press;
    this.#count = count;
    this.#insert = entries.store.into('statements', [
      ...['id', 'at', 'key', 'speaker_id', 'speaker_term_id', 'mode', ...fuzzyColumns('said_on')],
      ...['text', 'language', 'visit_id', 'source_order'],
    ]);
  }

  /** What is said on a visit: often nothing, seldom very much; about `mean` on average. */
  on(visit: Visit, mean: number): void {
    const random = this.#random;
    const count = Math.min(60, Math.floor((Math.log(1 - random.next()) / Math.log(mean / (mean + 1))) * 1.02));
    for (let index = 0; index < count && this.#made < this.#count; index += 1) {
      const speaker = visit.met && random.chance(0.35) ? visit.met : random.pick(visit.travellers);
      const addressee = random.chance(0.5) ? visit.host : undefined;
      const other = speaker.country.id === visit.host.id ? visit.travellers[0]?.country : visit.host;
      this.#add(
        visit.on + random.below(visit.days + 1),
        speaker,
        addressee,
        [other ?? visit.host, this.#cast.state(random)],
        visit,
      );
    }
  }

  /** What is said elsewhere, until there are enough. */
  elsewhere(): void {
    const random = this.#random;
    while (this.#made < this.#count) {
      const on = Math.floor(dayCount * Math.sqrt(random.next()));
      const speaker = random.chance(0.95) ? this.#cast.holder(random, this.#cast.state(random), on) : undefined;
      const about = Array.from({ length: 1 + random.below(3) }, () => this.#cast.state(random));
      this.#add(on, speaker, random.chance(0.3) ? this.#cast.state(random) : undefined, about);
    }
  }

  #add(
    on: number,
    speaker: Term | undefined,
    addressee: Named | undefined,
    named: readonly Named[],
    visit?: Visit,
  ): void {
    const { store } = this.#entries;
    const random = this.#random;
    this.#made += 1;
    const key = `bench-q${this.#made}`;
    const text = sentence(random);
    const opening = text.split(' ', 6).join(' ');
    const about = named.filter((one, index) => named.findIndex(({ id }) => id === one.id) === index);
    const summary = `${speaker?.name ?? 'A source'}: ${opening} …`;
    const { id, at } = this.#entries.add('STATEMENT', key, summary, exactly(day(on)));
    const mode = modes[modeWeight.draw(random)] as string;
    const source = this.#press.draw(random);
    const span = store.place(source, opening);
    const order = `${store.sourceKey(source)}#${String(span.start).padStart(10, '0')}`;
    this.#insert([
      id,
      at,
      key,
      speaker?.personId ?? null,
      speaker?.id ?? null,
      mode,
      ...exactly(at),
      text,
      'en',
      visit?.id ?? null,
      order,
    ]);
    const party = store.into('statement_parties', ['statement_id', 'at', 'key', 'role', 'party_id', 'ordinal']);
    if (addressee) party([id, at, key, 'ADDRESSEE', addressee.id, 0]);
    for (const [ordinal, one] of about.entries()) party([id, at, key, 'ABOUT', one.id, ordinal]);
    const fields = {
      summary,
      citations: store.cite(id, [{ source, span }]),
      speaker: speaker?.person,
      speakerTerm: speaker?.key,
      addressees: addressee ? [addressee.key] : [],
      about: about.map((one) => one.key),
      mode,
      saidOn: at,
      text,
      language: 'en',
      visit: visit?.key,
    };
    store.remember('statement', key, fields, `${at}T00:00:00.000Z`);
  }
}
