import { words } from './word-lists.ts';

/** How a word is declined: what its ending is replaced by in each of the six cases, in the order of the grammars. */
interface Declension {
  ending: RegExp;
  forms: string;
  /** Whether it is an adjective before a noun, and not the last word of its phrase. */
  isInner?: boolean;
}

/** A hyphen stands for no ending. All declensions of the first ending that fits apply. */
const declensions: readonly (readonly Declension[])[] = [
  [
    { ending: /ый$/, forms: 'ый ого ому ого ым ом', isInner: true },
    { ending: /ый$/, forms: 'ый ого ому ый ым ом', isInner: true },
  ],
  [
    { ending: /ий$/, forms: 'ий ого ому ого им ом', isInner: true },
    { ending: /ий$/, forms: 'ий его ему ий им ем', isInner: true },
  ],
  [{ ending: /ая$/, forms: 'ая ой ой ую ой ой' }],
  [{ ending: /ое$/, forms: 'ое ого ому ое ым ом', isInner: true }],
  [{ ending: /ые$/, forms: 'ые ых ым ые ыми ых', isInner: true }],
  [{ ending: /ие$/, forms: 'ие их им ие ими их', isInner: true }],
  [{ ending: /ия$/, forms: 'ия ии ии ию ией ии' }],
  [{ ending: /(?<=[гкхжчшщ])а$/, forms: 'а и е у ой е' }],
  [{ ending: /а$/, forms: 'а ы е у ой е' }],
  [{ ending: /я$/, forms: 'я и е ю ей е' }],
  [{ ending: /ий$/, forms: 'ий ия ию ий ием ии' }],
  [
    { ending: /й$/, forms: 'й я ю й ем е' },
    { ending: /й$/, forms: 'й я ю я ем е' },
  ],
  [
    { ending: /ь$/, forms: 'ь я ю ь ем е' },
    { ending: /ь$/, forms: 'ь я ю я ем е' },
    { ending: /ь$/, forms: 'ь и и ь ью и' },
  ],
  [{ ending: /(?<=ств)о$/, forms: 'о а у о ом е' }],
  [
    { ending: /(?<=.{4})[ыи]$/, forms: 'ы - ам ы ами ах' },
    { ending: /(?<=.{4})[ыи]$/, forms: 'и ов ам и ами ах' },
  ],
  [
    { ending: /(?<=[жчшщц])$/, forms: '- а у а ем е' },
    { ending: /(?<=[жчшщц])$/, forms: '- а у - ом е' },
  ],
  [
    { ending: /(?<=[бвгджзклмнпрстфх])$/, forms: '- а у - ом е' },
    { ending: /(?<=[бвгджзклмнпрстфх])$/, forms: '- а у а ом е' },
  ],
];
const cases = 6;

/** The forms of a word in lower case, for each case. A word with another ending has only one form. */
function declineWord(word: string, isLast: boolean): readonly string[][] {
  const found = declensions.find(([first]) => first && !(isLast && first.isInner) && first.ending.test(word)) ?? [];
  return Array.from({ length: cases }, (_, one) => [
    ...new Set(
      found.length === 0
        ? [word]
        : found.map(({ ending, forms }) => word.replace(ending, (words(forms)[one] ?? '').replace('-', ''))),
    ),
  ]);
}

/**
 * The forms of a phrase in lower case: each word in the same case. Words after a vertical bar do not change: "глава|мид".
 */
export function declineRussian(phrase: string): string[] {
  const [changing = '', ...fixed] = phrase.split('|').map((part) => part.trim());
  const parts = words(changing);
  const columns = parts.map((word, index) => declineWord(word, index === parts.length - 1));
  const forms = new Set<string>();
  for (let one = 0; one < cases; one += 1) {
    let rows = [''];
    for (const column of columns)
      rows = rows.flatMap((row) => (column[one] ?? []).map((form) => (row === '' ? form : `${row} ${form}`)));
    for (const row of rows) forms.add([row, ...fixed].join(' '));
  }
  return [...forms];
}

/** The forms of an adjective of a country: "норвежский" gives "норвежского", "норвежская" and so on. */
export const inflectRussianAdjective = (word: string): string[] =>
  words('ого ому им ом ая ой ую ое ие их ими').map((ending) => word.replace(/ий$/, ending));

/** Case endings of names, the longest first. */
const nameEnding =
  /(?:ого|его|ому|ему|ией|еем|аем|ием|ыми|ими|ая|яя|ую|юю|ой|ей|ий|ый|ай|ея|ею|ее|ия|ию|ии|ие|аю|ае|ым|им|ом|ем|ью|а|я|у|ю|ы|и|е|о|ь|й)$/;
const minStem = 2;

/** What the forms of a name have in common: "токаев" of "Токаевым", "зеленск" of "Зеленского". In lower case. */
export const stemRussianName = (name: string): string =>
  name
    .split(' ')
    .map((word) => {
      const stem = word.replace(nameEnding, '');
      return stem.length >= minStem ? stem : word;
    })
    .join(' ');

/** The nominatives that a name in another case may have: those of a man and of a woman. */
export function listRussianNominatives(name: string): string[] {
  const forms = [masculine, feminine].map((endings) =>
    name
      .split(' ')
      .map((word) => {
        const found = endings.find(([ending]) => word.length - ending.length >= minStem && word.endsWith(ending));
        return found ? word.slice(0, word.length - found[0].length) + found[1] : word;
      })
      .join(' '),
  );
  return [...new Set(forms)];
}

type Ending = readonly [oblique: string, nominative: string];
const masculine: readonly Ending[] = [
  ['ского', 'ский'],
  ['скому', 'ский'],
  ['ским', 'ский'],
  ['ском', 'ский'],
  ['ием', 'ий'],
  ['ем', 'ь'],
  ['ым', ''],
  ['ом', ''],
  ['а', ''],
  ['у', ''],
  ['е', ''],
  ['я', 'ь'],
  ['ю', 'ь'],
];
const feminine: readonly Ending[] = [
  ['ской', 'ская'],
  ['скую', 'ская'],
  ['ией', 'ия'],
  ['ию', 'ия'],
  ['ии', 'ия'],
  ['ой', 'а'],
  ['ей', 'я'],
  ['у', 'а'],
  ['ы', 'а'],
  ['и', 'а'],
  ['е', 'а'],
];
