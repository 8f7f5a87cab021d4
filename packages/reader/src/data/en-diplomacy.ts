import type { DiplomacyWords } from '../languages/types.ts';
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
  subordinators: ['while', 'and', 'but', 'then', 'also'],
  visitCues: {
    ARRIVED: phrases(
      'arrived in, arrives in, arrived at, arrives at, has arrived in, landed in, lands in, touched down in, flew into, flew to, travelled to, traveled to, reached, began a visit to, began a state visit to, began an official visit to, began a trip to, began a tour of, starts a visit to, kicked off a visit to, started a visit to, began a two-day visit to, began a three-day visit to, began a working visit to',
    ),
    VISITING: phrases(
      'is visiting, was visiting, is in, on a visit to, on an official visit to, on a state visit to, during a visit to, during his visit to, during her visit to, during a trip to, on a trip to, on a working visit to, is on a visit to',
    ),
    VISITED: phrases(
      'visited, paid a visit to, made a visit to, paid an official visit to, paid a state visit to, ended a visit to, concluded a visit to, wrapped up a visit to, has visited',
    ),
    GOING: phrases(
      'will visit, will travel to, will fly to, will go to, will head to, goes next, travels next, heads next, is due to visit, is due in, is to visit, is scheduled to visit, is expected to visit, plans to visit, is set to visit, is set to travel to, will pay a visit to, will pay an official visit to, will pay a state visit to, will make a visit to, will arrive in, heads to, is heading to, travels to, travels on to, goes on to, will continue to, will travel on to, is due to travel to, is due to arrive in, will then visit, to visit, is expected to travel to, is travelling to, is traveling to, plans to travel to',
    ),
    CANCELLED: phrases(
      'cancelled a visit to, canceled a visit to, cancelled his visit to, canceled his visit to, cancelled her visit to, canceled her visit to, cancelled a trip to, canceled a trip to, called off a visit to, called off a trip to, called off his visit to, called off his trip to, cancelled a planned visit to, canceled a planned visit to, called off a planned visit to, scrapped a visit to, scrapped a trip to, cancelled his trip to, canceled his trip to, cancelled her trip to, canceled her trip to, called off her visit to, has cancelled a visit to, has canceled a visit to',
    ),
    POSTPONED: phrases(
      'postponed a visit to, postponed his visit to, postponed her visit to, postponed a trip to, postponed his trip to, postponed her trip to, put off a visit to, delayed a visit to, delayed a trip to, postponed a planned visit to, has postponed a visit to',
    ),
    LEFT: phrases('left for, departed for, set off for, leaves for, departs for'),
  },
};
