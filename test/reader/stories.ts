/** What the reader is to find in a story: the fields of drafts, written briefly. */
export interface Story {
  name: string;
  language: string;
  text: string;
  /** "speaker [> addressee] MODE: the first words", as "key DIRECT: We are". */
  says?: readonly string[];
  /** "traveller host STATUS start" */
  visits?: readonly string[];
  /** "KIND STATUS parties" */
  ties?: readonly string[];
  /** "holder STANCE toward" */
  positions?: readonly string[];
  /** "value unit" */
  figures?: readonly string[];
  /** The keys of new people. */
  people?: readonly string[];
}

/** Published on Wednesday, 15 May 2024. The record has Ada Lund, president of Norway, and Bo Ek, its foreign minister. */
export const stories: readonly Story[] = [
  {
    name: 'arrived',
    language: 'en',
    text: 'Norwegian President Ada Lund arrived in Japan on Monday.',
    visits: ['ada-lund JP UNDER_WAY 2024-05-13'],
  },
  {
    name: 'first leg and next',
    language: 'en',
    text: 'President Ada Lund landed in Peru on Tuesday on the first leg of a tour of South America. Chile, where Lund goes next, has prepared a state dinner.',
    visits: ['ada-lund PE UNDER_WAY 2024-05-14', 'ada-lund CL ANNOUNCED [2024-05-14..]'],
  },
  {
    name: 'travelled to',
    language: 'en',
    text: 'President Lund travelled to Canada last week.',
    visits: ['ada-lund CA UNDER_WAY [2024-05-06..2024-05-12]'],
  },
  {
    name: 'received',
    language: 'en',
    text: 'President Ada Lund received the Peruvian president, Ana Paz, in Oslo on Monday.',
    visits: ['ana-paz NO UNDER_WAY 2024-05-13'],
    people: ['ana-paz'],
  },
  {
    name: 'was received by',
    language: 'en',
    text: 'Peruvian President Ana Paz was received by President Ada Lund on Tuesday.',
    visits: ['ana-paz NO UNDER_WAY 2024-05-14'],
    people: ['ana-paz'],
  },
  {
    name: 'received a letter',
    language: 'en',
    text: 'President Ada Lund received a letter from the Peruvian president.',
  },
  {
    name: 'met on a visit',
    language: 'en',
    text: 'President Ada Lund is visiting Peru. She met Peruvian President Ana Paz on Tuesday.',
    visits: ['ada-lund PE UNDER_WAY [..2024-05-15]'],
  },
  {
    name: 'cancelled',
    language: 'en',
    text: 'Ada Lund has called off her planned state visit to Chile.',
    visits: ['ada-lund CL CANCELLED [2024-05-15..]'],
  },
  {
    name: 'announced',
    language: 'en',
    text: 'President Ada Lund will pay an official visit to Japan on 3 June.',
    visits: ['ada-lund JP ANNOUNCED 2024-06-03'],
  },
  {
    name: 'postponed trip',
    language: 'en',
    text: 'President Ada Lund postponed her two-day trip to Kazakhstan.',
    visits: ['ada-lund KZ POSTPONED [2024-05-15..]'],
  },
  {
    name: 'postponed in the passive',
    language: 'en',
    text: 'Ada Lund’s visit to Kazakhstan, planned for June, has been postponed.',
    visits: ['ada-lund KZ POSTPONED 2024-06'],
  },
  {
    name: 'visits of two years',
    language: 'en',
    text: 'Peruvian President Ana Paz arrived in Oslo, Norway, on Monday. Paz came to Norway in March 2019.',
    visits: ['ana-paz NO UNDER_WAY 2024-05-13', 'ana-paz NO COMPLETED 2019-03'],
  },
  {
    name: 'a seat of power, and an insertion before the verb',
    language: 'en',
    text: 'President Ada Lund arrived at the White House on Monday. President Lund, on a tour of Asia, visited Japan last week.',
    visits: ['ada-lund US UNDER_WAY 2024-05-13', 'ada-lund JP COMPLETED [2024-05-06..2024-05-12]'],
  },
  {
    name: 'the subject of another verb',
    language: 'en',
    text: 'President Ada Lund spoke before ending her visit to Peru. Bo Ek was late when he visited Foreign Minister Juan Moe in Chile.',
    visits: ['ada-lund PE COMPLETED [..2024-05-15]', 'bo-ek CL COMPLETED [..2024-05-15]'],
  },
  {
    name: 'the date of another clause',
    language: 'en',
    text: 'President Ada Lund said on Monday that on a visit to Japan this week, she would sign.',
    visits: ['ada-lund JP UNDER_WAY [2024-05-13..2024-05-19]'],
  },
  {
    name: 'a senator who returns to a capital',
    language: 'en',
    text: 'Senator Mia Moe returned to Washington on Monday.',
  },
  {
    name: 'visits that are not certain',
    language: 'en',
    text: 'President Ada Lund was invited to visit Japan. Lund did not travel to Chile. She might visit Peru.',
  },
  {
    name: 'no office holder',
    language: 'en',
    text: 'The singer Mia Moe arrived in Japan on Monday.',
  },
  {
    name: 'transcript',
    language: 'en',
    text: 'LUND: “We will sign the treaty in June.”\n\nEK: “There is nothing to add to that.”\n\nPresident Ada Lund and Foreign Minister Bo Ek of Norway spoke in Oslo.',
    says: ['ada-lund DIRECT: We will sign', 'bo-ek DIRECT: There is nothing'],
  },
  {
    name: 'signature',
    language: 'en',
    text: '“Peace needs patience and a good map.” — Ada Lund',
    says: ['ada-lund DIRECT: Peace needs patience'],
  },
  {
    name: 'several paragraphs',
    language: 'en',
    text: 'President Ada Lund said: “We have waited for a year.\n\n“We can wait for another one.”',
    says: ['ada-lund DIRECT: We have waited | We can wait'],
  },
  {
    name: 'nested marks',
    language: 'en',
    text: '“They told us ‘not before summer’ and left,” President Ada Lund said.',
    says: ['ada-lund DIRECT: They told us'],
  },
  {
    name: 'introduced by the paragraph before',
    language: 'en',
    text: 'Norwegian President Ada Lund told the parliament:\n\n“The ports will stay open to all ships.”',
    says: ['ada-lund DIRECT: The ports will'],
  },
  {
    name: 'another clause after the quotation',
    language: 'en',
    text: 'President Ada Lund said the plan was “bad for all our neighbours,” but Bo Ek said that the talks would go on.',
    says: ['ada-lund MIXED: bad for all our'],
  },
  {
    name: 'office and name in apposition',
    language: 'en',
    text: '“No ship has been stopped so far,” said the Norwegian foreign minister, Bo Ek.',
    says: ['bo-ek DIRECT: No ship has'],
  },
  {
    name: 'a pronoun',
    language: 'en',
    text: 'President Ada Lund spoke in Oslo on Tuesday. “The border is closed to traffic,” she said.',
    says: ['ada-lund DIRECT: The border is'],
  },
  {
    name: 'an addressee',
    language: 'en',
    text: 'President Ada Lund met Foreign Minister Bo Ek of Norway. “Bring me the whole file,” Lund told Ek.',
    says: ['ada-lund > bo-ek DIRECT: Bring me the'],
  },
  {
    name: 'indirect speech',
    language: 'en',
    text: 'President Ada Lund said that the embassy would open again in autumn.',
    says: ['ada-lund INDIRECT: President Ada Lund said that'],
  },
  {
    name: 'capital letters are no title if a verb introduces them',
    language: 'en',
    text: 'President Ada Lund wrote, “Close The Border Today, Please.”',
    says: ['ada-lund DIRECT: Close The Border'],
  },
  {
    name: 'titles and scare quotes',
    language: 'en',
    text: 'Ada Lund opened the “Atlas of Northern Rivers” in a “so-called” reading room.',
  },
  {
    name: 'metonyms and groups',
    language: 'en',
    text: 'Norway rejected the Kremlin’s claims to the islands. Norway has voiced concern at the West’s tariffs on steel.',
    positions: ['NO REJECTS RU', 'NO CONCERNED the-west'],
  },
  {
    name: 'a supplier and its buyer',
    language: 'en',
    text: 'Norway is a major exporter of natural gas to Germany.',
    ties: ['SUPPLY ACTIVE NO DE'],
  },
  {
    name: 'an exchange',
    language: 'en',
    text: 'Japan buys iron ore from Norway.',
    ties: ['SUPPLY ACTIVE NO JP'],
  },
  {
    name: 'figures',
    language: 'en',
    text: 'Trade between Norway and Peru reached 18.7 billion dollars last year. Exports of Norway fell by 5 percent in April.',
    figures: ['18700000000 USD', '-5 percent'],
  },
  {
    name: 'a surname of several words',
    language: 'en',
    text: '“We will keep the door open,” European Commission President Ursula von der Leyen said. “It is their turn,” von der Leyen added.',
    says: ['ursula-von-der-leyen DIRECT: We will keep', 'ursula-von-der-leyen DIRECT: It is their'],
    people: ['ursula-von-der-leyen'],
  },
  {
    name: 'a surname that is the name of a country',
    language: 'en',
    text: 'Peruvian President Luis Montenegro spoke first. Montenegro said that the harbour in Montenegro would open in May.',
    says: ['luis-montenegro INDIRECT: Montenegro said that'],
    people: ['luis-montenegro'],
  },
  {
    name: 'a Spanish double surname',
    language: 'en',
    text: 'Mexican President Andrés Manuel López Obrador spoke first. “This is good news for the farmers,” López Obrador said.',
    says: ['andres-manuel-lopez-obrador DIRECT: This is good'],
    people: ['andres-manuel-lopez-obrador'],
  },
  {
    name: 'a deputy is no president',
    language: 'en',
    text: '“The budget is not enough at all,” Norwegian Deputy President Mia Moe said.',
    says: ['mia-moe DIRECT: The budget is'],
    people: ['mia-moe'],
  },
  {
    name: 'French guillemets and inversion',
    language: 'fr',
    text: '« Nous sommes prêts à signer le traité », a déclaré mercredi la présidente norvégienne Ada Lund. « Et nous attendrons les autres », a-t-elle ajouté.',
    says: ['ada-lund DIRECT: Nous sommes prêts | Et nous attendrons'],
  },
  {
    name: 'French visits',
    language: 'fr',
    text: 'La présidente norvégienne Ada Lund est arrivée au Kazakhstan mardi. Ada Lund a reporté sa visite officielle au Japon.',
    visits: ['ada-lund KZ UNDER_WAY 2024-05-14', 'ada-lund JP POSTPONED [2024-05-15..]'],
  },
  {
    name: 'French according to',
    language: 'fr',
    text: 'Selon le ministre norvégien des Affaires étrangères, Bo Ek, « aucun navire n’a été arrêté ».',
    says: ['bo-ek DIRECT: aucun navire'],
  },
  {
    name: 'French ties and positions',
    language: 'fr',
    text: 'La Norvège exporte du gaz naturel vers la France. La Norvège condamne l’annexion de la Crimée par la Russie.',
    ties: ['SUPPLY ACTIVE NO FR'],
    positions: ['NO REJECTS '],
  },
  {
    name: 'German marks',
    language: 'de',
    text: '„Wir sind bereit zu unterschreiben“, sagte die norwegische Präsidentin Ada Lund am Mittwoch in Oslo.',
    says: ['ada-lund DIRECT: Wir sind bereit'],
  },
  {
    name: 'German visits',
    language: 'de',
    text: 'Die norwegische Präsidentin Ada Lund reiste am Montag nach Kasachstan. Lund verschob ihren Besuch in Japan. Präsidentin Lund traf am 3. Mai in Peru ein.',
    visits: [
      'ada-lund KZ UNDER_WAY 2024-05-13',
      'ada-lund JP POSTPONED [2024-05-15..]',
      'ada-lund PE UNDER_WAY 2024-05-03',
    ],
  },
  {
    name: 'Spanish',
    language: 'es',
    text: 'La presidenta noruega Ada Lund llegó a Kazajistán el martes. «Estamos listos para firmar el tratado», dijo Lund. Ada Lund aplazó su visita oficial a Japón.',
    says: ['ada-lund DIRECT: Estamos listos'],
    visits: ['ada-lund KZ UNDER_WAY 2024-05-14', 'ada-lund JP POSTPONED [2024-05-15..]'],
  },
  {
    name: 'no date in the text',
    language: 'en',
    text: 'Officials met in a hotel. “We saw nobody from the ministry there,” a guard said.',
    says: ['undefined DIRECT: We saw nobody'],
  },
];
