import type { HostWords } from './host-words.ts';

/** Verbs of meetings at the start of a clause. The group captures the people met. */
const meetingPatterns = [
  /^met\b(?: [^,;]*?)?? with (.+)$/i,
  /^met (?:\w+ly )?(.+)$/i,
  /^(?:conferred|consulted|negotiated|talked|spoke|dined|lunched|visited)(?: [^,;]*?)? with (.+)$/i,
  /^(?:held|had|conducted|continued|concluded|resumed|began|participated in|took part in|joined in)\b[^;]*?\b(?:talks|discussions|conversations|consultations|meetings?|negotiations|interview|audience|luncheon|lunch|dinner)\b[^;]*? with (.+)$/i,
  /^(?:an? |the )?(?:[a-z]+ ){0,2}(?:meetings?|visit|talks|discussions|conversations|consultations|negotiations|conference|summit(?: meeting)?|audience|interview|luncheon|lunch|dinner)(?: [^,;]*?)? with (.+)$/i,
  /^(?:discussed|reviewed|negotiated|explored|continued)\b[^;]*? with (.+)$/i,
  /^signed\b[^;]*? with (.+)$/i,
  /^accompanied [^,]*? (?:to|in|for|at|during)\b[^,]*?\b(?:meetings?|talks|discussions|conversations|consultations|conference|summit) with (.+)$/i,
  /^(?:briefed|visited|called on|paid [^,;]*?(?:call|visit)s? (?:on|to)|(?:was )?(?:received|invited|hosted|entertained) by|(?:was )?(?:the )?guest of) (.+)$/i,
];

/** The end of the people met: the subject, place or occasion of the meeting. */
const objectEnd =
  /\s(?:to|on|regarding|concerning|about|during|while|in|at|for|before|following|aboard|where|who|near)\s.*$/;
const separator = /,\s*(?:and\s+)?(?:with\s+)?|\s+(?:and|as well as)\s+(?:with\s+)?/;

const title =
  /\b(?:Co-)?(?:President|Premier|Chancellor|Minister|Taoiseach|King|Queen|Emperor|Empress|Shah|Sultan|Amir|Emir|Sheikh|Shaikh|Prince|Princess|Grand Duke|Grand Duchess|Pope|Regent|Generalissimo|Marshal|Comandante|Governor[- ]General|Head of (?:State|Government)|Chief of State|Chief Executive|(?:Foreign|Foreign Affairs|Defen[cs]e|Home) Secretary|Secretary (?:of|for) (?:State for |Foreign )[A-Z]\w+|State Councill?or|Cabinet|Triumvirate|[Ll]eaders?|[Oo]fficials|[Aa]uthorities|[Gg]overnment|[Mm]inisters|Presidents)\b/;
/** Titles of the head of state in one-party states and organizations only; elsewhere, of a guest from there. */
const partyTitle = /\b(?:Chairman|General Secretary|First Secretary)\b/;
const statesOfPartyTitle =
  /U\.S\.S\.R\.|Soviet|China(?! \(Taiwan\))|Vietnam|Cuba|Laos|Poland|Romania|Hungary|Bulgaria|Czechoslovakia|Democratic|Palestin|West Bank|Gaza|Yugoslavia/;
/** People without an office in the government of the host. */
const excluded =
  /\b(?:[Ff]ormer|U\.?S|American|NATO|U\.?N|United Nations|EU|EC|OSCE|European (?:Union|Community|Commission|Council)|Secretary[- ]General|High Representative|[Aa]mbassadors?|[Ee]nvoys?|[Oo]pposition|[Ww]ife|[Ww]idow|[Cc]olonial|Commander|Mayor|Speaker|Cardinal|Patriarch|Archbishop|PLO|[Mm]ilitary|[Tt]roops|Assembly|Senate|Parliament|Commission)\b/;
/** Presidents and vice presidents of the United States, whom secretaries met abroad. */
const usPresident =
  /\b(?:Vice )?President(?:-elect)? (?:Roosevelt|Taft|Wilson|Harding|Coolidge|Hoover|Truman|Eisenhower|Kennedy|Johnson(?! Sirleaf)|Nixon|Ford|Carter|Reagan|Bush|Clinton|Obama|Trump|Biden|Rockefeller|Mondale|Quayle|Gore|Cheney|Pence|Harris)\b/;

/** Words before a title that belong to it. Others name a country, or people outside the government. */
const titleWords = new Set(
  'the a an his her its their other both then also senior high level ranking top key principal leading acting interim deputy vice first new newly elected current incoming designate Prime Foreign Defense Defence Deputy Vice Acting Interim Crown First Second State General Affairs External Internal Finance Interior Economic Economy Trade Justice Security Home Public Transitional National Council Supreme Grand Joint Provisional Caretaker Federal Cabinet Executive Chief Oil Energy Petroleum Agriculture Development Presidential Queen King Government government cabinet and of'.split(
    ' ',
  ),
);

/**
 * Returns whether a clause says that the traveller met leaders or the government of the host. A
 * leader without an adjective is the host's; after a leader of another state, one of that state's.
 */
export function meetsHostLeaders(clause: string, host: HostWords): boolean {
  const people = findCounterparts(clause);
  if (people === undefined) return false;
  const { pattern } = host;
  // "the Belgian and Dutch Foreign Ministers"
  const pair = `(?:${pattern} and [A-Z][\\w-]+|[A-Z][\\w-]+ and ${pattern})(?: [A-Z]\\w+)* (?:Ministers|Presidents|officials|leaders)\\b`;
  if (new RegExp(pair, 'u').test(people)) return true;
  const hostWord = new RegExp(pattern, 'gu');
  // Nationals of a host where others negotiate are met as such only if the remark says so.
  let isForeign = /Switzerland/.test(host.label);
  for (const phrase of people.split(separator)) {
    const kind = classify(phrase, hostWord, host);
    if (kind === 'HOST' || (kind === 'TITLE' && !isForeign)) return true;
    if (kind === 'FOREIGN') isForeign = true;
  }
  return false;
}

function findCounterparts(clause: string): string | undefined {
  for (const pattern of meetingPatterns) {
    const [, people] = pattern.exec(clause) ?? [];
    if (people !== undefined) return people.replace(objectEnd, '');
  }
  return undefined;
}

/** Classifies one of the people met: TITLE has an office and no country. */
function classify(phrase: string, hostWord: RegExp, host: HostWords): 'HOST' | 'TITLE' | 'FOREIGN' | 'OTHER' {
  if (host.leaders?.test(phrase)) return 'HOST';
  if (/Vatican|Holy See/.test(host.label) && /\bCardinal\b/.test(phrase)) return 'TITLE';
  if (excluded.test(phrase) || usPresident.test(phrase)) return 'OTHER';
  const words = phrase.replaceAll(hostWord, '');
  const isHost = words !== phrase;
  if (isHost && /\b(?:[Rr]epresentatives|[Dd]elegation|[Nn]egotiators|[Cc]ounterparts)\b/.test(words)) return 'HOST';
  if (partyTitle.test(words) && !title.test(words))
    return isHost || statesOfPartyTitle.test(host.label) ? 'TITLE' : 'OTHER';
  const found = title.exec(words);
  if (!found) return 'OTHER';
  // "the Presidents of Estonia": a group, in which the host is one of several.
  if (/\b(?:Presidents|Ministers) of\b/.test(phrase)) return 'FOREIGN';
  if (!isHost && /\b(?!Ministers?|Secretary|Head|Chief|Council)\w+ of (?:the )?[A-Z]/.test(phrase)) return 'FOREIGN';
  if (isHost) return isOfficial(words, found) ? 'HOST' : 'OTHER';
  const prefix = words.slice(0, found.index);
  if (/\b\p{Lu}/u.test(withoutTitleWords(prefix))) return 'FOREIGN';
  return isOfficial(words, found) ? 'TITLE' : 'OTHER';
}

/** Returns whether officials and leaders without names belong to the government: not "religious leaders". */
const isOfficial = (words: string, { 0: word, index }: RegExpExecArray): boolean =>
  /^\p{Lu}/u.test(word) || withoutTitleWords(words.slice(0, index)) === '';

const withoutTitleWords = (prefix: string): string =>
  prefix
    .split(/[\s-]+/)
    .filter((word) => word !== '' && !titleWords.has(word))
    .join(' ');
