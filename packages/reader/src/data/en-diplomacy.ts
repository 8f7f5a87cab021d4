import type { DiplomacyWords } from '../languages/types.ts';
import { englishVisitVerbs } from './en-classes.ts';
import { phrases, table, words } from './word-lists.ts';

/** The English words of visits, trade, positions and figures. */
export const englishDiplomacy: DiplomacyWords = {
  stances: table(`
    REJECTS: refused to recognise, refused to recognize, refuses to recognise, refuses to recognize, refuse to recognise, refuse to recognize, refusing to recognise, refusing to recognize, does not recognise, does not recognize, condemned, condemns, condemning, denounced, denounces, rejected, rejects, rejecting, opposes, opposed, opposing, strongly condemned
    COMMITS: pledged to, pledges to, pledge to, promised to, vowed to, vows to, committed to, undertook to, commits to
    NEUTRAL: refusing to side with, refused to side with, refuses to side with, declined to side with, declining to side with, remained neutral on, stayed neutral on, remains neutral on, refused to take sides on
    CONCERNED: voiced concern at, voiced concern over, voiced concern about, voiced concerns about, voiced concerns over, expressed concern at, expressed concern over, expressed concern about, expressed concerns about, expressed concerns over, expressed alarm at, expressed alarm over, voiced alarm at, voiced alarm over, voices concern over, expresses concern over, expressed grave concern over, expressed deep concern over
    SUPPORTS: supports, backs, endorsed, endorses, voiced support for, expressed support for, reaffirmed its support for, reaffirmed their support for`),
  callVerbs: ['calling', 'calls', 'called', 'call', 'describing', 'described', 'describes'],
  partners: phrases(
    'their strategic partners, its strategic partner, a strategic partner, strategic partners, strategic partner, a key partner, key partners, a reliable partner, reliable partners, their partners, its partner',
  ),
  trade: {
    suppliers: words('exporter supplier producer-exporter seller exporters suppliers'),
    copulas: words('is are was were became become becomes emerged remains remain remained been'),
    routes: words('route corridor routes corridors'),
    links: words('link hub leg section part transit gateway node'),
    ventures: phrases('a joint venture, joint venture, joint ventures'),
    ventureVerbs: {
      ...{
        operates: 'ACTIVE',
        operate: 'ACTIVE',
        runs: 'ACTIVE',
        run: 'ACTIVE',
        has: 'ACTIVE',
        have: 'ACTIVE',
        formed: 'ACTIVE',
        created: 'ACTIVE',
        launched: 'ACTIVE',
      },
      ...{
        established: 'ACTIVE',
        signed: 'COMMITMENT',
        agreed: 'COMMITMENT',
        form: 'PLEDGE',
        create: 'PLEDGE',
        establish: 'PLEDGE',
        launch: 'PLEDGE',
      },
    },
    partnerships: words('partnership partnerships cooperation'),
    intents: phrases(
      'declaration of intent, memorandum of understanding, letter of intent, memorandum, joint declaration of intent',
    ),
    signings: phrases('signed, agreed, concluded, signed a deal'),
    twoCountries: phrases('the two countries, both countries, the two nations, both nations, the two sides'),
    windDowns: phrases('turning off, phasing out, cutting off, halting, shunning, giving up, weaning themselves off'),
    exports: words('exports export exported sells sold supplies supplied ships shipped'),
    imports: words('imports imported buys bought purchases purchased'),
    goods: words('supply supplies imports exports energy goods products raw materials'),
    commodities: {
      ...{
        crude: 'HS-2709',
        'crude oil': 'HS-2709',
        oil: '',
        petroleum: '',
        gas: '',
        'natural gas': 'HS-2711',
        lng: 'HS-271111',
        coal: 'HS-2701',
        uranium: '',
      },
      ...{
        wheat: 'HS-1001',
        corn: 'HS-1005',
        rice: 'HS-1006',
        soybeans: 'HS-1201',
        coffee: 'HS-0901',
        cocoa: 'HS-1801',
        sugar: 'HS-1701',
        cotton: '',
        grain: '',
      },
      ...{
        'iron ore': 'HS-2601',
        copper: '',
        gold: 'HS-7108',
        silver: 'HS-7106',
        aluminium: '',
        aluminum: '',
        nickel: '',
        cobalt: '',
        lithium: '',
        steel: '',
        timber: '',
      },
      ...{
        'rare earths': '',
        'rare metals': '',
        fertiliser: '',
        fertilizer: '',
        fertilisers: '',
        fertilizers: '',
        diamonds: 'HS-7102',
        weapons: '',
        arms: '',
        cars: 'HS-8703',
      },
      ...{
        semiconductors: '',
        electricity: 'HS-271600',
        'critical minerals': '',
        minerals: '',
        diesel: '',
        fish: '',
        beef: '',
        titanium: '',
        graphite: '',
        phosphate: '',
      },
    },
  },
  figures: {
    measures: words('trade turnover exports imports investment investments sales output production gdp debt aid'),
    verbs: phrases(
      'reached, hit, totalled, totaled, amounted to, stood at, was worth, were worth, rose to, grew to, fell to, rose by, grew by, fell by, increased by, decreased by, increased to, dropped to, rose, grew, fell, increased, decreased, dropped',
    ),
    approximations: phrases(
      'about, around, nearly, almost, some, roughly, approximately, more than, over, up to, less than',
    ),
    scales: { thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12, bn: 1e9, m: 1e6, mln: 1e6, bln: 1e9 },
    currencies: {
      $: 'USD',
      us$: 'USD',
      '€': 'EUR',
      '£': 'GBP',
      '¥': 'JPY',
      dollars: 'USD',
      euros: 'EUR',
      pounds: 'GBP',
      yuan: 'CNY',
      roubles: 'RUB',
      rubles: 'RUB',
      yen: 'JPY',
    },
    percent: phrases('%, percent, per cent'),
  },
  visitTypes: {
    'state visit': 'STATE',
    'official visit': 'OFFICIAL',
    'official working visit': 'OFFICIAL_WORKING',
    'working visit': 'WORKING',
    'private visit': 'PRIVATE',
    'informal visit': 'INFORMAL',
  },
  firstLegs: phrases('on the first leg of, on the first stop of, the first stop of, the first leg of, at the start of'),
  meetingCues: phrases(
    'meeting with, met, met with, meets, meets with, talks with, held talks with, was received by, was welcomed by, was greeted by, was met by, conferred with, meets with',
  ),
  whereWords: ['where'],
  visitNouns: phrases('visit, trip, tour, journey, state visit, official visit, working visit'),
  visitVerbs: englishVisitVerbs,
  receptions: phrases(
    'received, receives, receive, welcomed, welcomes, welcome, hosted, hosts, host, greeted, greets, will receive, played host to, rolled out the red carpet for',
  ),
  subordinators: ['while', 'and', 'but', 'then', 'also'],
  visitCues: {
    ARRIVED: phrases(
      'arrived in, arrives in, arrived at, arrives at, arriving in, has arrived in, landed in, lands in, touched down in, flew into, flew in to, flew to, flown to, travelled to, traveled to, went to, headed to, came to, returned to, reached, set foot in, jetted to, jetted into, stopped in, stopped over in, made a stop in',
    ),
    VISITING: phrases(
      'is visiting, was visiting, is in, was in, currently visiting, is travelling in, is traveling in, is touring, was touring',
    ),
    VISITED: phrases('visited, has visited, had visited, toured, visits'),
    GOING: phrases(
      'will visit, will travel to, will fly to, will go to, will head to, will tour, goes next, travels next, heads next, is due to visit, is due in, is to visit, is scheduled to visit, is expected to visit, plans to visit, plan to visit, is set to visit, is set to travel to, will arrive in, heads to, is heading to, is headed to, travels to, travels on to, goes on to, will continue to, will travel on to, is due to travel to, is due to arrive in, will then visit, to visit, is expected to travel to, is travelling to, is traveling to, plans to travel to, is flying to, flies to, to travel to, will be visiting, will be travelling to, will be traveling to, would visit, was to visit, was due to visit',
    ),
    CANCELLED: phrases('cancelled plans to visit, canceled plans to visit, will not visit, will no longer visit'),
    POSTPONED: phrases('postponed plans to visit'),
    LEFT: phrases('left for, departed for, set off for, leaves for, departs for, leaving for, has left for'),
  },
};
