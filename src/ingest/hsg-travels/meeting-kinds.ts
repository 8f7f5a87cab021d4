const attendancePattern =
  /^(?:attended|took part in|participated in|chaired|co-chaired|hosted|co-hosted|addressed|accompanied [^,]*? to|joined [^,]*? (?:to attend|for)|(?:led|headed|chairman of) (?:the )?(?:U\.S\. )?delegation to|represented [^,]*? at)\b/i;
/** Multilateral bodies and meetings. */
const multilateralBodies = [
  'NATO|North Atlantic Council|EAPC|NACC|Euro-Atlantic|CENTO|SEATO|ANZUS',
  'CSCE|OSCE|Security and Co-?operation in Europe|European (?:Union|Community|Council)|EU |Nordic',
  'APEC|Asia[- ]Pacific Economic|ASEAN|East Asia|Gulf Cooperation Council|GCC|Arctic Council|African Union',
  String.raw`G[-–]?(?:7|8|20)\b|Economic Summit|OECD|WTO|GATT|World Economic Forum`,
  'OAS|CARICOM|of the Americas|American Republics|American States|Inter-American|Pan American|Central American',
  'North American|Hemispheric',
  String.raw`United Nations|U\.?N\.? |Quartet|Contact Group|Two-Plus-Four|Council of (?:Foreign )?Ministers`,
];
const multilateralBodyPattern = new RegExp(`\\b(?:${multilateralBodies.join('|')})`);
const gatheringPattern =
  /\b(?:summits?|conferences?|ministerial|forum|sessions?|council|meetings?|assembly|congress)\b/i;
const manyLeadersPattern =
  /\b(?:summit|conference|meetings?)\b[^,]*? (?:of|with) (?:the )?(?:chiefs|heads of|presidents|prime ministers|foreign ministers|(?:NATO|EU|European|African|Arab|American|Asian)[\w ]* (?:ministers|leaders|heads))\b/i;
const multilateralEventPattern =
  /\b(?:International|World|Peace|Naval|Disarmament|Donors?['’]?|Pledging|Tripartite|Multilateral|Reconstruction|Review|Security|Climate|Leaders?['’]?) (?:\w+ )?(?:Conference|Summit)\b|\d+-nation\b|\bpeace conference\b/i;
/** Conferences named after their venue. */
const namedConferencePattern =
  /\b(?:Moscow|Tehran|Cairo|Yalta|Crimea|Potsdam|Paris|Bandung|Geneva) (?:Peace )?Conference\b/;
const otherCountry = String.raw`(?!ASEAN|Association|Nordic|Africa|Caribbean|Central|Gulf|Lower)[A-Z]\w+`;
const bilateralPairPattern = new RegExp(
  String.raw`\b(?:U\.?S\.?|United States|North Korea)[-–](?:European Union|South Africa|${otherCountry})|\b(?!Council)[A-Z]\w+[-–](?:U\.S\.|United States)`,
);
const leaderTitle =
  '(?:[A-Z]\\w+ ){0,3}?(?:President|Premier|Prime Minister|Chancellor|General Secretary|Chairman|leader|King|Queen)';
const meetingWithLeaderPattern = new RegExp(
  `\\b(?:[Cc]onference|[Mm]eetings?|[Ss]ummit)(?: \\([^)]*\\))? with ${leaderTitle} (?!.*\\band\\b)`,
);
const summitWithLeaderPattern = new RegExp(
  `^(?:(?:[Aa]ttended|[Pp]articipated in|[Aa]ccompanied [A-Z]\\w+ (?:[A-Z]\\w+ )+to) )?(?:an? |the |the President['’]s )?[Ss]ummit(?: [Mm]eeting)?(?: \\([^)]*\\))? with ${leaderTitle} (?!.*\\band\\b)`,
);
const nonStatePattern =
  /\b(?:press|news) conference|chiefs of (?:U\.S\. )?(?:diplomatic )?mission|ambassadors|business|commerce|personnel|troops|with [\w ]*officials\b|foreign service|^\w+ (?:the )?(?:ceremonies|signing|memorial|funeral|inauguration)/i;
/** Bilateral talks held alongside a gathering, or in place of one. */
const sideMeetingPattern = new RegExp(`\\bmeetings? with ${leaderTitle}\\b.*?(?= and to |$)`, 'g');
/** Introduces text about another place or day. */
const otherPlaceOrDayPattern =
  /\b(?:en route|while returning|on (?:the|his|her) way|before|after|prior to|in preparation|in advance of)\b.*$/i;

/** Returns whether a remark says that the traveller attended a multilateral gathering. */
export function isMultilateral(remark: string): boolean {
  const clause = remark
    .replace(otherPlaceOrDayPattern, '')
    .replace(bilateralPairPattern, '')
    .replace(sideMeetingPattern, '');
  if (!attendancePattern.test(clause) || nonStatePattern.test(clause))
    return /^(?:[A-Z0-9][\w–-]*\s+){1,4}(?:Summit|Conference)$/.test(clause) && multilateralBodyPattern.test(clause);
  if (multilateralBodyPattern.test(clause)) return gatheringPattern.test(clause);
  return (
    !meetingWithLeaderPattern.test(clause) &&
    (manyLeadersPattern.test(clause) || multilateralEventPattern.test(clause) || namedConferencePattern.test(clause))
  );
}

/**
 * Returns whether a remark describes bilateral talks: so named, a summit of two leaders, or a
 * bilateral commission. "Met with …" alone is not enough.
 */
export function isBilateral(remark: string): boolean {
  const clause = remark.replace(otherPlaceOrDayPattern, '');
  if (/^(?:part of an )?exchange of visits with\b/i.test(clause)) return true;
  if (/\bbilateral (?:meetings?|talks|discussions|relations|issues|events|matters)\b/i.test(clause)) return true;
  if (summitWithLeaderPattern.test(clause)) return true;
  if (!attendancePattern.test(clause) || /\b(?:EU|European|business|partnership|trilateral)\b/i.test(clause))
    return false;
  return (
    bilateralPairPattern.test(clause) &&
    /\b(?:summit|ministerial|commission|committee|council|talks|consultations?|dialogue)\b/i.test(clause)
  );
}
