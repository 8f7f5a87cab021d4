import { Random, Zipf } from '../random.ts';

const commonWords =
  `the of and to in a that for on is with as by was be it at from we our this will not have are their has which his an
were its he been or but they all more between also said must new two countries people states world one other than cooperation trade`.split(
    /\s+/,
  );
const onsets = 'b c d f g h j k l m n p r s t v w z br ch cl cr dr fl gr kr pl pr sh sk sl sp st str th tr'.split(' ');
const vowels = 'a e i o u ai ea ia io ou'.split(' ');
const codas = ['', '', '', 'n', 'r', 's', 'l', 'm', 'nt', 'rd', 'st', 'x'];

/** Generates 40,000 distinct words, the most frequent first. */
function generateWords(): readonly string[] {
  const random = new Random(40_000);
  const words = new Set(commonWords);
  while (words.size < 40_000) {
    const syllables = 2 + random.nextInt(3);
    words.add(
      Array.from({ length: syllables }, () => random.pick(onsets) + random.pick(vowels)).join('') + random.pick(codas),
    );
  }
  return [...words];
}

export const words = generateWords();
const wordFrequency = new Zipf(words.length, 1);

/** Generates a sentence of about `mean` words, with word frequencies as in a natural language. */
export function generateSentence(random: Random, mean = 30): string {
  const length = Math.max(3, Math.round(mean * (0.5 + random.next())));
  let text = '';
  for (let count = 0; count < length; count += 1)
    text += `${count === 0 ? '' : ' '}${words[wordFrequency.draw(random)]}`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Returns a proper name that is unique to the rank. */
export function properName(rank: number): string {
  const word = words[commonWords.length + (rank % (words.length - commonWords.length))] ?? 'x';
  const round = Math.floor(rank / (words.length - commonWords.length));
  const name = word.charAt(0).toUpperCase() + word.slice(1);
  return round === 0 ? name : `${name} ${round + 1}`;
}
