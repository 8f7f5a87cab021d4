import type { Span } from '../../model/source-text.ts';
import type { XmlField } from '../read-xml.ts';

/** The function of an office, as its title tells. */
type OfficeFunction = 'HEAD_OF_STATE' | 'HEAD_OF_GOVERNMENT';

/** One of the people that the source names as visitors. */
export interface Visitor {
  /** The words before the name: "President-elect"; empty if there are none. */
  title: string;
  /** The name without title and courtesy: "Hubert A. Minnis". */
  name: string;
  /** Absent for titles of other offices. */
  function?: OfficeFunction;
  /** Whether the title says that the visitor was not yet in office. */
  isElect: boolean;
  spans: readonly Span[];
}

const headsOfState =
  'President|King|Queen|Emperor|Empress|Shah|Sultan|Amir|Emir|Pope|Grand Duke|Grand Duchess|Chief of State|Head of State';
// Longer titles first. "Prime Ministere" and "Prime Minster" are printed.
const headsOfGovernment =
  'President of the Council of Ministers|Prime Ministere?|Prime Minster|Premier|Chancellor|Taoiseach|Head of Government';
const otherOffices =
  'Chairman of the Presidency|Chair(?:man|woman|person)?|Prince|Princess|Regent|Governor[- ]General|General Secretary|First Secretary|State Councill?or|(?:Foreign )?Minister(?: of Foreign Affairs)?|Junta Member|Field Marshal|General|Colonel|Archduke';
const modifiers = 'Acting|Interim|Provisional|Transitional|Vice|Deputy|First|Federal|Crown|Lieutenant|Brigadier|Major';
const offices = `(?:${headsOfGovernment}|${otherOffices}|${headsOfState})`;
const elect = String.raw`(?:\s?-\s?(?:[Ee]lect|[Dd]esignate)\b)`;
const title = `(?:(?:${modifiers})\\s+)*${offices}${elect}?`;
/** One title, or several that belong to one person: "Premier and Prince". A name may follow without a space. */
const titlesPattern = new RegExp(
  String.raw`^${title}(?:\s*(?:-|&|\band\b)\s*${title})*(?=\s|(?<=\p{Ll})\p{Lu}|$)`,
  'u',
);
/** Where another visitor begins. Several titles of one person have no name between them. */
const nextVisitor = new RegExp(String.raw`(?:,|\s+and|\s+&)\s+(?=${title}\s+\S)`, 'u');
const headOfGovernmentPattern = new RegExp(`\\b(?:${headsOfGovernment})\\b`);
const headOfStatePattern = new RegExp(`\\b(?:${headsOfState})\\b`);
const electPattern = new RegExp(elect);
const courtesy = /^(?:Dr|Mr|Mrs|Ms)\b\.?\s+/;

/** Parses the visitors of a row: usually one, sometimes two. "Benigno S. Aquino, 3rd" is one. */
export function parseVisitors(field: XmlField): Visitor[] {
  const parts = field.text.split(nextVisitor);
  const people = parts.every((part) => splitTitle(part).name !== '') ? parts : [field.text];
  return people.map((words) => {
    const { title: printed, name } = splitTitle(words);
    const office = findFunction(printed);
    return {
      title: printed,
      name,
      ...(office && { function: office }),
      isElect: electPattern.test(printed),
      spans: people.length === 1 ? field.spans : field.spans.map((span) => narrowSpan(span, words)),
    };
  });
}

function splitTitle(words: string): { title: string; name: string } {
  const [printed = ''] = titlesPattern.exec(words) ?? [];
  const name = words.slice(printed.length).trim().replace(courtesy, '');
  return { title: printed, name: name.replace(/(?<=\p{L}-)\s+(?=\p{L})/gu, '') };
}

function findFunction(printed: string): OfficeFunction | undefined {
  if (/\b(?:Vice|Deputy|First|Crown)\b/.test(printed)) return undefined;
  if (headOfGovernmentPattern.test(printed)) return 'HEAD_OF_GOVERNMENT';
  return headOfStatePattern.test(printed) ? 'HEAD_OF_STATE' : undefined;
}

/** Returns the part of a span that has the words, whatever the white space between them. */
function narrowSpan(span: Span, words: string): Span {
  const pattern = words
    .split(' ')
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join(String.raw`\s+`);
  const found = new RegExp(pattern, 'u').exec(span.words);
  if (!found) return span;
  const start = span.start + [...span.words.slice(0, found.index)].length;
  return { words: found[0], start, end: start + [...found[0]].length };
}
