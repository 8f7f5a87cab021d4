import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Range } from './annotations.ts';

/** A novel of LitBank, with its quotations and the words that name their speakers. */
export interface QuotedNovel {
  name: string;
  text: string;
  quotations: { range: Range; speakers: Range[] }[];
}

/** Reads LitBank (CC BY 4.0): a folder with `quotations/tsv` and `coref/tsv`. */
export function* readLitbank(folder: string): Iterable<QuotedNovel> {
  const quotations = join(folder, 'quotations', 'tsv');
  for (const file of readdirSync(quotations)
    .filter((name) => name.endsWith('.ann'))
    .sort()) {
    const name = file.replace(/\.ann$/, '');
    const coreference = join(folder, 'coref', 'tsv', file);
    const lines = readFileSync(join(quotations, `${name}.txt`), 'utf8').split('\n');
    const labels = readRows(join(quotations, file));
    if (existsSync(coreference) && labels.length > 0) yield readNovel(name, lines, labels, readRows(coreference));
  }
}

const readRows = (path: string): string[][] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('\t'));

function readNovel(
  name: string,
  lines: readonly string[],
  labels: readonly string[][],
  coreference: readonly string[][],
): QuotedNovel {
  const quotes = labels.filter(([kind]) => kind === 'QUOTE');
  const opens = new Set(quotes.map(([, , sentence, token]) => `${sentence} ${token}`));
  const closes = new Set(quotes.map(([, , , , sentence, token]) => `${sentence} ${token}`));
  const { text, tokens } = joinTokens(lines, opens, closes);
  const toRange = ([fromSentence, fromToken, toSentence, toToken]: readonly (string | undefined)[]):
    | Range
    | undefined => {
    const [first, last] = [tokens.get(`${fromSentence} ${fromToken}`), tokens.get(`${toSentence} ${toToken}`)];
    return first && last && { start: first.start, end: last.end };
  };
  const entities = new Map(
    coreference.filter(([kind]) => kind === 'COREF').map(([, mention = '', entity = '']) => [mention, entity]),
  );
  const mentions = new Map<string, Range[]>();
  for (const [kind, id = '', ...place] of coreference) {
    const range = kind === 'MENTION' ? toRange(place) : undefined;
    const entity = entities.get(id);
    if (range && entity) mentions.set(entity, [...(mentions.get(entity) ?? []), range]);
  }
  const speakers = new Map(
    labels.filter(([kind]) => kind === 'ATTRIB').map(([, quote = '', entity = '']) => [quote, entity]),
  );
  return {
    name,
    text,
    quotations: quotes.flatMap(([, id = '', ...place]) => {
      const range = toRange(place);
      return range ? [{ range, speakers: mentions.get(speakers.get(id) ?? '') ?? [] }] : [];
    }),
  };
}

/** Joins tokens to a text as it is printed: no spaces before marks, typographic quotation marks, a paragraph for each turn. */
function joinTokens(lines: readonly string[], opens: ReadonlySet<string>, closes: ReadonlySet<string>) {
  const tokens = new Map<string, Range>();
  let text = '';
  let isGlued = true;
  for (const [sentence, line] of lines.entries())
    for (const [index, token] of line.split(' ').entries()) {
      const place = `${sentence} ${index}`;
      const isOpening = opens.has(place);
      const word = isOpening ? '“' : closes.has(place) ? '”' : token;
      const separator =
        isOpening && index === 0 && text !== ''
          ? '\n\n'
          : isGlued || /^(?:[,.;:!?)”’]|['’]\w+|n['’]t)/.test(word)
            ? ''
            : ' ';
      const start = text.length + separator.length;
      text += separator + word;
      tokens.set(place, { start, end: text.length });
      isGlued = word === '“' || word === '(';
    }
  return { text, tokens };
}
