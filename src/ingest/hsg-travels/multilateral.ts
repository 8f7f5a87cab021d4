/** Verbs of attendance at the start of a clause. */
const attendance =
  /^(?:attended|took part in|participated in|chaired|co-chaired|hosted|co-hosted|addressed|accompanied [^,]*? to|joined [^,]*? (?:to attend|for)|(?:led|headed|chairman of) (?:the )?(?:U\.S\. )?delegation to|represented [^,]*? at)\b/i;
/** International organizations, and other bodies in which several states meet. */
const bodies = [
  'NATO|North Atlantic Council|EAPC|NACC|Euro-Atlantic|CENTO|SEATO|ANZUS',
  'CSCE|OSCE|Security and Co-?operation in Europe|European (?:Union|Community|Council)|E[UC] |Nordic|Baltic',
  'APEC|Asia[- ]Pacific Economic|ASEAN|East Asia|Gulf Cooperation Council|GCC|Arctic Council|Pacific Islands?',
  'African Union|Organization of African Unity|OAU|Arab League|League of Arab States|CARICOM|Caribbean (?:Community|Basin)',
  String.raw`G[-–]?(?:7|8|20)\b|Economic Summit|OECD|WTO|GATT|World Economic Forum|Munich Security|Dialogues\b`,
  'OAS|of the Americas|American Republics|American States|Inter-American|Pan American|Central American',
  'North American|Hemispheric|Western Hemisphere',
  String.raw`United Nations|U\.?N\.? |Quartet|Quad\b|Contact Group|Two-Plus-Four|P5 ?\+ ?1|Council of (?:Foreign )?Ministers`,
  '(?:Global |Counter-)(?:\\w+ )?Coalition|(?:International|Friends of) [^,;]*?(?:Group|Compact)',
];
const body = new RegExp(`\\b(?:${bodies.join('|')})`);
const gathering =
  /\b(?:summits?|conferences?|ministerial|forum|sessions?|council|group|compact|meetings?|assembly|congress|negotiations|talks|dialogues)\b/i;
const manyLeaders =
  /\b(?:summit|conference|meetings?)\b[^,]*? (?:of|with) (?:the )?(?:chiefs|heads of|leaders of|presidents|prime ministers|foreign ministers|(?:NATO|EU|European|Western|African|Arab|American|Asian)[\w ]* (?:ministers|leaders|heads))\b/i;
const internationalEvent =
  /\b(?:International|World|Peace|Naval|Disarmament|Donors?['’]?|Pledging|Multilateral|Reconstruction|Review|Security|Climate|Leaders?['’]?) (?:\w+ )?(?:Conference|Summit)\b|\bpeace conference\b/i;
/** "14-nation Conference", "Three-Power Conference", "trilateral meeting". */
const severalParties =
  /\b(?:\d+|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Twelve)-(?:nation|power|party|way)\b|\b(?:tripartite|trilateral|quadripartite|quadrilateral|multilateral)\b/i;
/** Conferences named after their venue or their subject. */
const namedConference =
  /\b[A-Z]\w+ (?:(?:Peace |Economic )?Conference\b|Meeting on\b)|^[Aa]ttended (?:the )?Conference (?:on|for)\b/;
const otherCountry = String.raw`(?!ASEAN|Association|EU|EC|European|Nordic|Baltic|Africa|Caribbean|Central|Gulf|GCC|Pacific|Lower)[A-Z]\w+`;
export const countryPair = new RegExp(
  String.raw`\b(?:U\.?S\.?|United States|North Korea)[-–](?:South Africa|${otherCountry})|\b(?!Council)[A-Z]\w+[-–](?:U\.S\.|United States)`,
);
const leaderTitle =
  '(?:[A-Z]\\w+ ){0,3}?(?:President|Premier|Prime Minister|Chancellor|General Secretary|Chairman|leader|King|Queen)';
const meetingWithLeader = new RegExp(
  `\\b(?:[Cc]onference|[Mm]eetings?|[Ss]ummit)(?: \\([^)]*\\))? with ${leaderTitle} (?!.*\\band\\b)`,
);
const notOfStates =
  /\b(?:press|news) conference|chiefs of (?:U\.S\. )?(?:diplomatic )?mission|ambassadors|business|commerce|personnel|troops|with [\w ]*officials\b|foreign service|^\w+ (?:the )?(?:ceremonies|signing|memorial|funeral|inauguration)/i;
/** Bilateral talks held alongside a gathering, or in place of one. */
const sideMeeting = new RegExp(`\\bmeetings? with ${leaderTitle}\\b.*?(?= and to |$)`, 'g');
/** Introduces text about another place or day. */
export const otherPlaceOrDay =
  /\b(?:en route|while returning|on (?:the|his|her) way|before|after|prior to|in preparation|in advance of)\b.*$/i;

const meeting =
  /^(?:met|conferred|consulted|briefed|(?:an? |the )?(?:[a-z]+ )?(?:meetings?|talks|luncheon|dinner)|(?:discussed|reviewed)\b[^;]*? with)\b/i;
const ministers = '(?:[Mm]inisters|[Pp]residents|[Pp]remiers|[Ll]eaders|[Hh]eads of (?:[Ss]tate|[Gg]overnment))';
/** "the Foreign Ministers of France, Germany, and the United Kingdom" */
const leadersOfSeveral = new RegExp(
  `\\b${ministers}(?: and [Gg]overnment)? of (?:the )?(?!Foreign|Defen|Finance|Interior|Justice|Trade|Econom)[A-Z][^,;]*, (?:the )?[A-Z][^;]* and\\b`,
);
/** "Western Foreign Ministers", "NATO leaders", "the Foreign Ministers of the Gulf Cooperation Council" */
const regions =
  'regional Foreign|Western|Allied|(?<!South )African|Arab|Latin American|South American|Asian|European|Andean|Balkan|Visegr[aá]d|Caribbean|Pacific Island';
const leadersOfGroup = new RegExp(
  `\\b(?:${regions}|${bodies.slice(0, -1).join('|')})\\b\\s*(?:\\w+ ){0,2}${ministers}|\\b${ministers} of (?:the )?(?:(?:[Pp]ermanent )?[Mm]embers of (?:the )?)?(?:${bodies.slice(0, -1).join('|')})`,
);
/** "Conference with President De Gaulle, British Prime Minister Macmillan, and Soviet Premier Khrushchev" */
const conferenceOfLeaders = new RegExp(
  `^(?:(?:[Aa]ttended|[Pp]articipated in|[Tt]ook part in) )?(?:the |an? )?(?:[\\w-]+ )?(?:[Cc]onference|[Ss]ummit|[Tt]alks)(?: [Mm]eeting)? with ${leaderTitle} [^;]*(?:, | and )(?:(?!Vice|Deputy|Acting|Crown)[A-Z]\\w+ )+(?:President|Premier|Prime Minister|Chancellor|General Secretary|Chairman|King) `,
);
const jointMeeting = /^met (?:jointly|together) with\b/i;

/** Returns whether a clause says that the traveller took part in a meeting of several states. */
export function isMultilateral(remark: string): boolean {
  const place = remark.replace(otherPlaceOrDay, '');
  if (conferenceOfLeaders.test(place) || jointMeeting.test(place)) return true;
  if (meeting.test(place) && (leadersOfSeveral.test(place) || leadersOfGroup.test(place))) return true;
  const clause = place.replace(countryPair, '').replace(sideMeeting, '');
  if (!attendance.test(clause) || notOfStates.test(clause))
    return /^(?:[A-Z0-9][\w–-]*\s+){1,4}(?:Summit|Conference)$/.test(clause) && body.test(clause);
  if (body.test(clause)) return gathering.test(clause) || /^addressed\b/i.test(clause);
  return (
    !meetingWithLeader.test(clause) &&
    (manyLeaders.test(clause) ||
      internationalEvent.test(clause) ||
      severalParties.test(clause) ||
      (/\bMinisterial\b/.test(clause) && clause === place) ||
      namedConference.test(clause))
  );
}
