const attends =
  /^(?:attended|took part in|participated in|chaired|co-chaired|hosted|co-hosted|addressed|accompanied [^,]*? to|joined [^,]*? (?:to attend|for)|(?:led|headed|chairman of) (?:the )?(?:U\.S\. )?delegation to|represented [^,]*? at)\b/i;
/** Bodies and meetings of more than two sides. */
const bodies = [
  'NATO',
  'North Atlantic Council',
  'EAPC',
  'NACC',
  'Euro-Atlantic',
  'CSCE',
  'OSCE',
  'Security and Co-?operation in Europe',
  'APEC',
  'Asia[- ]Pacific Economic',
  'ASEAN',
  'East Asia',
  String.raw`G[-–]?(?:7|8|20)\b`,
  'Economic Summit',
  'CENTO',
  'SEATO',
  'ANZUS',
  'OAS',
  'OECD',
  'WTO',
  'GATT',
  'CARICOM',
  'Gulf Cooperation Council',
  'GCC',
  'Arctic Council',
  'African Union',
  'Quartet',
  'Contact Group',
  'Two-Plus-Four',
  'of the Americas',
  'American Republics',
  'American States',
  'Inter-American',
  'Pan American',
  'Central American',
  'North American',
  'United Nations',
  String.raw`U\.?N\.? `,
  'European (?:Union|Community|Council)',
  'EU ',
  'Hemispheric',
  'Nordic',
  'Council of (?:Foreign )?Ministers',
  'World Economic Forum',
];
const ofBodies = new RegExp(`\\b(?:${bodies.join('|')})`);
const gathering = /\b(?:summits?|conferences?|ministerial|forum|sessions?|council|meetings?|assembly|congress)\b/i;
const ofMany =
  /\b(?:summit|conference|meetings?)\b[^,]*? (?:of|with) (?:the )?(?:chiefs|heads of|presidents|prime ministers|foreign ministers|(?:NATO|EU|European|African|Arab|American|Asian)[\w ]* (?:ministers|leaders|heads))\b/i;
const manySided =
  /\b(?:International|World|Peace|Naval|Disarmament|Donors?['’]?|Pledging|Tripartite|Multilateral|Reconstruction|Review|Security|Climate|Leaders?['’]?) (?:\w+ )?(?:Conference|Summit)\b|\d+-nation\b|\bpeace conference\b/i;
/** Conferences that are known by where they met. */
const wartime = /\b(?:Moscow|Tehran|Cairo|Yalta|Crimea|Potsdam|Paris|Bandung|Geneva) (?:Peace )?Conference\b/;
const otherSide = String.raw`(?!ASEAN|Association|Nordic|Africa|Caribbean|Central|Gulf|Lower)[A-Z]\w+`;
const twoSided = new RegExp(
  String.raw`\b(?:U\.?S\.?|United States|North Korea)[-–](?:European Union|South Africa|${otherSide})|\b(?!Council)[A-Z]\w+[-–](?:U\.S\.|United States)`,
);
const leader =
  '(?:[A-Z]\\w+ ){0,3}?(?:President|Premier|Prime Minister|Chancellor|General Secretary|Chairman|leader|King|Queen)';
const withOne = new RegExp(
  `\\b(?:[Cc]onference|[Mm]eetings?|[Ss]ummit)(?: \\([^)]*\\))? with ${leader} (?!.*\\band\\b)`,
);
const summitWithOne = new RegExp(
  `^(?:(?:[Aa]ttended|[Pp]articipated in|[Aa]ccompanied [A-Z]\\w+ (?:[A-Z]\\w+ )+to) )?(?:an? |the |the President['’]s )?[Ss]ummit(?: [Mm]eeting)?(?: \\([^)]*\\))? with ${leader} (?!.*\\band\\b)`,
);
const notOfStates =
  /\b(?:press|news) conference|chiefs of (?:U\.S\. )?(?:diplomatic )?mission|ambassadors|business|commerce|personnel|troops|with [\w ]*officials\b|foreign service|^\w+ (?:the )?(?:ceremonies|signing|memorial|funeral|inauguration)/i;
/** Talks beside the gathering, or instead of it. */
const asideWithOne = new RegExp(`\\bmeetings? with ${leader}\\b.*?(?= and to |$)`, 'g');
/** What follows tells of another place or day. */
const elsewhere =
  /\b(?:en route|while returning|on (?:the|his|her) way|before|after|prior to|in preparation|in advance of)\b.*$/i;

/** A gathering of more than two sides, that the traveller took part in. */
export function isMultilateral(whole: string): boolean {
  const clause = whole.replace(elsewhere, '').replace(twoSided, '').replace(asideWithOne, '');
  if (!attends.test(clause) || notOfStates.test(clause))
    return /^(?:[A-Z0-9][\w–-]*\s+){1,4}(?:Summit|Conference)$/.test(clause) && ofBodies.test(clause);
  if (ofBodies.test(clause)) return gathering.test(clause);
  return !withOne.test(clause) && (ofMany.test(clause) || manySided.test(clause) || wartime.test(clause));
}

/** Talks that the words call bilateral, a summit of two, or a standing commission of two countries; "Met with …" says neither. */
export function isBilateral(whole: string): boolean {
  const clause = whole.replace(elsewhere, '');
  if (/^(?:part of an )?exchange of visits with\b/i.test(clause)) return true;
  if (/\bbilateral (?:meetings?|talks|discussions|relations|issues|events|matters)\b/i.test(clause)) return true;
  if (summitWithOne.test(clause)) return true;
  if (!attends.test(clause) || /\b(?:EU|European|business|partnership|trilateral)\b/i.test(clause)) return false;
  return (
    twoSided.test(clause) &&
    /\b(?:summit|ministerial|commission|committee|council|talks|consultations?|dialogue)\b/i.test(clause)
  );
}
