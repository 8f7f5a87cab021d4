import type { LanguageWords, OfficeRank } from '../languages/types.ts';
import { englishClasses } from './en-classes.ts';
import { englishCues, listBaseForms } from './en-cues.ts';
import { englishDiplomacy } from './en-diplomacy.ts';
import { phrases, table, words } from './word-lists.ts';

/** "defence" gives "defence minister", "minister of defence" and so on. */
const listMinisters = (portfolios: string): Record<string, OfficeRank> =>
  Object.fromEntries(
    phrases(portfolios).flatMap((name) =>
      [
        `${name} minister`,
        `minister of ${name}`,
        `minister for ${name}`,
        `${name} secretary`,
        `secretary of ${name}`,
      ].map((title): [string, OfficeRank] => [title, 'MINISTER']),
    ),
  );

export const english: LanguageWords = {
  code: 'en',
  classes: englishClasses,
  participleEnding: 'ing',
  pastEnding: 'ed',
  nounPrepositions: words('in of on by from with for'),
  numberMarks: [',', '.'],
  nounForms: words(
    `reports claims tweets posts protests demands requests promises pledges vows jokes comments notes remarks states charges estimates hints boasts cautions guesses questions answers calls
     attacks labels brands plans hopes fears doubts trusts worries regrets briefs lectures laughs smiles sighs chants screams whispers blasts points offers addresses concerns rates cites`,
  ),
  hasCapitalDemonyms: true,
  abbreviations: words(
    'mr mrs ms dr prof gen col lt sgt capt maj cmdr adm sen rep gov pres st jr sr hon rev inc corp co ltd vs etc jan feb mar apr jun jul aug sep sept oct nov dec no dept est ave fig al messrs mt ft u.s u.k u.n d.c a.m p.m e.g i.e',
  ),
  plainWords: words(
    `the a an this that these those it its he she they we i you his her their our my your in on at by for from to of with without and but or nor so yet if as when while
     after before since because although though until once where who what which why how there here then now today yesterday tomorrow not no yes all both each every some many
     most more few several other another such only even just also still meanwhile however moreover instead despite during over under between among about against into through
     according asked speaking earlier later last next first second one two three four five six seven eight nine ten monday tuesday wednesday thursday friday saturday sunday
     january february march april may june july august september october november december is are was were be been has have had do does did will would can could should may might
     must let perhaps maybe nearly almost about any anyone everyone nobody nothing something another neither either than too very well well-known under whether whose whom
     former new old great good following conversely once heading below above among twenty thirty hundreds thousands dozens earlier later given like unlike plus additionally furthermore therefore
     thus hence finally eventually recently previously currently ultimately similarly likewise indeed nevertheless nonetheless otherwise rather still thank thanks yes okay please`,
  ),
  cues: englishCues,
  baseVerbs: listBaseForms(englishCues),
  accordingTo: phrases('according to, in the words of, in the view of, in the opinion of, as per'),
  adverbs: words(
    `also then later still once again often repeatedly recently already even just never always ever long first publicly privately flatly bluntly simply specifically reportedly
     openly quickly initially previously subsequently further not n't only really actually clearly strongly merely jointly sometimes frequently famously angrily briefly now earlier
     immediately similarly rightly wrongly correctly finally eventually himself herself themselves both all each probably apparently certainly definitely consistently instead thus therefore soon currently`,
  ),
  auxiliaries: words(
    "have has had was were is are be been being will would could can may might should must do does did 've 'd 'll am",
  ),
  complementizers: ['that', 'whether', 'if', 'how', 'why'],
  clauseVerbs: words(
    'say says said tell tells told add adds added argue argues argued claim claims claimed note notes noted insist insists insisted acknowledge acknowledged warn warns warned believe believes believed',
  ),
  articles: ['the', 'a', 'an'],
  determiners: words(
    'the a an this that these those his her their our my your its some many several most all both each every no another other any few one two three four five six seven eight nine ten dozens hundreds thousands',
  ),
  prepositions: words(
    `of in on at by for from to with without about against into through during over under between among after before since despite as than like near inside outside toward towards
     upon within across behind beyond amid amidst alongside via per including regarding concerning following because while when if though although unless until where whereas`,
  ),
  conjunctions: ['and', 'or', 'but', 'nor', 'yet', '&'],
  relatives: ['who', 'which', 'whose', 'whom', 'that', 'where'],
  pronouns: {
    ...{
      he: 'MALE',
      him: 'MALE',
      she: 'FEMALE',
      her: 'FEMALE',
      they: 'PLURAL',
      them: 'PLURAL',
      we: 'FIRST',
      i: 'FIRST',
    },
    ...{ it: 'NEUTER' },
  },
  honorifics: {
    ...{ 'mr.': 'MALE', mr: 'MALE', 'mrs.': 'FEMALE', mrs: 'FEMALE', 'ms.': 'FEMALE', ms: 'FEMALE', miss: 'FEMALE' },
    ...{ sir: 'MALE', lord: 'MALE', lady: 'FEMALE', dame: 'FEMALE', 'dr.': '', dr: '', 'prof.': '', professor: '' },
  },
  offices: {
    ...listMinisters(
      'defence, defense, finance, economy, energy, trade, interior, justice, oil, agriculture, environment, education, health, transport, labour, labor, home affairs, information, culture, planning, immigration, industry, tourism, science, housing, development, infrastructure, communications, foreign trade, economic affairs, european affairs, security, climate, water, fisheries, youth, sports, commerce, treasury, home',
    ),
    ...table(`
    HEAD_OF_STATE: president, king, queen, emperor, sultan, emir, supreme leader, head of state, pope, crown prince
    HEAD_OF_GOVERNMENT: prime minister, premier, chancellor, head of government, taoiseach
    FOREIGN_MINISTER: foreign minister, foreign secretary, secretary of state, minister of foreign affairs, minister for foreign affairs, external affairs minister, top diplomat
    MINISTER: defence minister, defense minister, defense secretary, secretary of defense, finance minister, economy minister, energy minister, trade minister, interior minister, justice minister, minister, oil minister, agriculture minister, treasury secretary, commerce secretary, deputy prime minister, deputy foreign minister
    AMBASSADOR: ambassador, envoy, special envoy, special representative, high representative
    SPOKESPERSON: spokesman, spokeswoman, spokesperson, press secretary
    IGO_HEAD: secretary-general, secretary general, un secretary-general, nato secretary-general, director-general, commission president, european commission president, president of the european commission
    OTHER: vice president, vice-president, deputy prime minister, mayor, governor, senator, sen., rep., gov., congressman, congresswoman, lawmaker, leader, opposition leader, speaker, chairman, chairwoman, chief, director, general, gen., commander, national security adviser, national security advisor, party leader, secretary, commissioner, chief executive, ceo, former president, former prime minister, president-elect, deputy minister, first lady, justice, judge, attorney general`),
  },
  roles: words(
    `spokesman spokeswoman spokesperson spokespeople official officials source sources diplomat diplomats minister ministers president leader leaders aide aides adviser advisers advisor advisors
     analyst analysts expert experts critic critics supporter supporters opponent opponents activist activists protester protesters lawyer lawyers attorney attorneys lawmaker lawmakers
     senator senators congressman governor mayor candidate candidates nominee campaign campaigns report reports statement statements spokes economist economists professor historian author
     director chairman chairwoman executive executives founder manager strategist strategists pollster pollsters voter voters resident residents witness witnesses police officer officers
     prosecutor prosecutors judge court government administration ministry agency department company firm group committee commission council party newspaper magazine agency embassy
     envoy ambassador negotiator negotiators commander general soldier researchers researcher scientists scientist doctor doctors judge judges republican republicans democrat democrats
     conservative conservatives liberals people person man woman men women friend friends mother father son daughter wife husband brother sister student students teacher teachers
     someone others observers observer letter memo email document documents survey poll study article story book tweet press media chief secretary head premier chancellor king queen
     group groups organization organizations organisation organisations activists advocates advocate ally allies alliance association associations union unions coalition company companies firms
     network station channel website site blog journalist journalists reporter reporters columnist editor editors writer writers anchor host commentator commentators academic academics scholar scholars
     scientist veterans veteran worker workers farmer farmers refugee refugees migrant migrants neighbour neighbours neighbor neighbors owner owners boss bosses manager managers coach coaches player players
     delegate delegates delegation representative representatives minister ministers monarch prince princess duke emperor sultan emir pope bishop archbishop cardinal rabbi imam priest pastor reverend
     mayor mayors councillor councilman councilwoman deputy deputies undersecretary treasurer clerk ministerial attache consul rebels militants soldiers troops fighters guerrillas forces insurgents dissidents
     opposition parliament congress senate tribunal panel board jury foundation institute think-tank agency body bodies regulator watchdog operator producer producers director directors actor actress singer
     everyone anybody nobody half percent majority respondents customers users buyers sellers investors traders bankers brokers consultant consultants engineer engineers architect nurse nurses survivor survivors victims victim
     organizer organizers organiser organisers passenger passengers pilot captain driver drivers relatives relative parents parent kids children families family uncle aunt niece nephew cousin grandmother grandfather widow
     detective detectives investigator investigators inspector inspectors sheriff constable guard guards chairperson superintendent principal dean president-elect speaker whip congresswoman lawmaking counterpart counterparts`,
  ),
  organizationWords: words(
    `ministry department agency bank company corporation corp corp. inc inc. ltd group university college institute council committee commission party parliament congress senate house
     union association federation organization organisation court army navy force forces police press news times post journal post television radio center centre foundation fund office
     bureau board authority assembly league alliance network campaign project society club church school hospital airport airlines embassy consulate cabinet government administration
     industries energy oil gas holdings partners llc plc gmbh sa motors airways watch international`,
  ),
  nameParticles: words('de du des la le da dos di van von der den bin ibn al el ul ben y e ter'),
  metonyms: {
    ...{
      kremlin: 'RU',
      'white house': 'US',
      'downing street': 'GB',
      elysee: 'FR',
      élysée: 'FR',
      pentagon: 'US',
      'capitol hill': 'US',
    },
    ...{ whitehall: 'GB', 'quai d’orsay': 'FR', 'foggy bottom': 'US', westminster: 'GB' },
  },
  ambiguousCapitals: ['brussels', 'strasbourg', 'geneva', 'the hague'],
  informalGroups: phrases(
    'the west, western nations, western countries, western powers, western governments, western allies, the east, european nations, european countries, european capitals, european governments, gulf states, gulf nations, gulf countries, arab states, arab countries, african countries, african nations, the global south, developing countries, asian countries, baltic states, baltic countries, nordic countries, central asian nations, central asian countries, central asian states, the allies, european allies',
  ),
  intergovernmental: {
    ...{
      'european union': 'EU',
      eu: 'EU',
      nato: 'NATO',
      'united nations': 'UN',
      un: 'UN',
      'u.n.': 'UN',
      opec: 'OPEC',
      'opec+': 'OPEC-PLUS',
      g7: 'G7',
      g20: 'G20',
    },
    ...{
      asean: 'ASEAN',
      brics: 'BRICS',
      'african union': 'AFRICAN-UNION',
      'arab league': 'ARAB-LEAGUE',
      'security council': 'UNSC',
      'un security council': 'UNSC',
    },
    ...{
      'council of europe': 'COUNCIL-OF-EUROPE',
      mercosur: 'MERCOSUR',
      oecd: 'OECD',
      ecowas: 'ECOWAS',
      'shanghai cooperation organisation': 'SCO',
    },
    ...{
      'shanghai cooperation organization': 'SCO',
      'gulf cooperation council': 'GCC',
      'eurasian economic union': 'EAEU',
    },
  },
  regions: {
    ...{
      europe: '150',
      africa: '002',
      asia: '142',
      'central asia': '143',
      'southeast asia': '035',
      'south-east asia': '035',
      'eastern europe': '151',
    },
    ...{
      'western europe': '155',
      'latin america': '419',
      'south america': '005',
      'north africa': '015',
      'west africa': '011',
      'east africa': '014',
    },
    ...{
      oceania: '009',
      caribbean: '029',
      'central america': '013',
      'southern africa': '018',
      'western asia': '145',
      'east asia': '030',
      'south asia': '034',
    },
  },
  hasCapitalMonths: true,
  relativeDates: {
    today: ['DAY', 0],
    yesterday: ['DAY', -1],
    tomorrow: ['DAY', 1],
    'last week': ['WEEK', -1],
    'the previous week': ['WEEK', -1],
    'this week': ['WEEK', 0],
    'earlier this week': ['WEEK', 0, true],
    'next week': ['WEEK', 1],
    'last month': ['MONTH', -1],
    'this month': ['MONTH', 0],
    'earlier this month': ['MONTH', 0, true],
    'next month': ['MONTH', 1],
    'last year': ['YEAR', -1],
    'this year': ['YEAR', 0],
    'earlier this year': ['YEAR', 0, true],
    'next year': ['YEAR', 1],
    last: ['WEEKDAY', -1],
    next: ['WEEKDAY', 1],
    this: ['WEEKDAY', 0],
  },
  months:
    'january jan jan.|february feb feb.|march mar mar.|april apr apr.|may|june jun|july jul|august aug aug.|september sept sept. sep sep.|october oct oct.|november nov nov.|december dec dec.'
      .split('|')
      .map(words),
  weekdays: 'monday mon|tuesday tue tues|wednesday wed|thursday thu thurs|friday fri|saturday sat|sunday sun'
    .split('|')
    .map(words),
  ...englishDiplomacy,
};
