import type { LanguageWords } from '../languages/types.ts';
import { germanDiplomacy } from './de-diplomacy.ts';
import { inflectGerman, inflectGermanName } from './inflect.ts';
import { pairs, phrases, table, words } from './word-lists.ts';

/** "betont" gives "betonte", "betonten" and "betont". */
const regular = (text: string): string[] => words(text).flatMap((form) => [form, `${form}e`, `${form}en`]);

export const german: LanguageWords = {
  code: 'de',
  hasCapitalDemonyms: false,
  hasCapitalMonths: true,
  hasInversion: true,
  hasOrdinalPoints: true,
  hasLooseGoals: true,
  numberMarks: ['.', ','],
  nounForms: [],
  inflectDemonym: inflectGerman,
  inflectName: inflectGermanName,
  commonNounEndings: words(
    'ung ungen heit heiten keit keiten schaft schaften tion tionen tät ismus nis nisse tum chen ums ment enz enzen agen zug tag jahr zeit land krieg haus amt recht geld weg teil buch kampf punkt markt staat vertrag angriff besuch treffen gespräch gespräche partei minister präsident kanzler',
  ),
  abbreviations: words(
    'dr prof st nr bzw ca etc usw z.b d.h u.a jan feb mär apr jun jul aug sep sept okt nov dez hr fr mio mrd',
  ),
  plainWords: words(
    `der die das den dem des ein eine einen einem einer eines er sie es wir ihr ich man und oder aber denn doch sondern wenn weil dass als nachdem bevor während obwohl damit bis seit von vom zu zum zur
     mit nach bei beim aus in im an am auf für über unter gegen ohne um durch vor zwischen neben trotz wegen laut sein seine seinen seinem seiner ihre ihren ihrem ihrer unser dieser diese dieses diesen
     diesem jener jede jeder jedes alle viele einige mehrere andere beide kein keine nicht auch nur noch schon bereits heute gestern morgen montag dienstag mittwoch donnerstag freitag samstag sonnabend
     sonntag januar februar märz april mai juni juli august september oktober november dezember so dann dort hier da nun zuvor danach dabei dazu darüber außerdem allerdings jedoch zudem zugleich
     demnach deshalb daher somit was wer wie wo warum welche welcher zwei drei vier fünf sechs sieben acht neun zehn seitdem zunächst zuletzt inzwischen mittlerweile präsident ende anfang mitte`,
  ),
  cues: {
    SAY: [
      ...regular(
        'betont erklärt ergänzt versichert kündigt teilt mahnt warnt äußert antwortet erwidert fügt stellt meldet berichtet schildert erläutert kommentiert kritisiert behauptet bekräftigt bestätigt begründet entgegnet resümiert',
      ),
      ...words(
        'sagt sagte sagten sagen sprach spricht sprachen schrieb schreibt schrieben rief hieß heißt gab versprach verspricht unterstrich unterstreicht hob wies räumte argumentierte argumentiert so',
      ),
    ],
    TELL: regular('fordert informiert drängt'),
    THINK: [
      ...regular('glaubt meint hofft vermutet fürchtet befürchtet erwartet'),
      'denkt',
      'dachte',
      'hält',
      'hielt',
      'weiß',
      'findet',
    ],
    JUDGE: [
      ...regular('lobt tadelt verurteilt beschuldigt begrüßt würdigt verteidigt'),
      ...words('nannte nennt nannten bezeichnete bezeichnet bezeichneten warf wirft beschrieb'),
    ],
    MANNER: words('rief ruft riefen lacht lachte flüsterte schrie seufzte scherzte'),
  },
  baseVerbs: [],
  accordingTo: phrases(
    'laut, nach angaben von, nach angaben des, nach angaben der, zufolge, nach den worten von, gemäß',
  ),
  adverbs: words(
    `auch noch dann bereits schon jedoch aber wiederum zugleich zudem außerdem sich heute gestern mehrfach erneut deutlich öffentlich dazu hierzu darauf weiter ferner allerdings zuvor danach später am`,
  ),
  auxiliaries: words(
    'hat haben hatte hatten ist sind war waren wird werden wurde wurden würde würden kann könnte soll sollte muss müsse sei seien habe hätte',
  ),
  complementizers: ['dass', 'ob'],
  clauseVerbs: words('sagte sagt erklärte betonte'),
  articles: words('der die das den dem des ein eine einen einem einer eines'),
  determiners: words(
    'der die das den dem des ein eine einen einem einer eines sein seine seinen seinem seiner ihre ihren ihrem ihrer unser unsere dieser diese dieses diesen diesem jeder jede jedes alle viele einige mehrere kein keine beide zwei drei vier fünf sechs sieben acht neun zehn',
  ),
  prepositions: words(
    'von vom zu zum zur mit nach bei beim aus in im an am auf für über unter gegen ohne um durch vor zwischen neben trotz wegen seit bis während laut gegenüber hinter',
  ),
  conjunctions: words('und oder aber sowie doch sondern denn'),
  relatives: words('welcher welche welches deren dessen wo'),
  pronouns: { er: 'MALE', sie: 'FEMALE', ihm: 'MALE', wir: 'FIRST', ich: 'FIRST', es: 'NEUTER', man: 'PLURAL' },
  honorifics: { herr: 'MALE', herrn: 'MALE', frau: 'FEMALE', 'dr.': '', dr: '' },
  offices: table(`
    HEAD_OF_STATE: präsident, präsidenten, präsidentin, bundespräsident, bundespräsidenten, bundespräsidentin, staatspräsident, staatspräsidenten, staatschef, staatschefs, staatschefin, staatsoberhaupt, könig, königin, kaiser, emir, sultan, papst, kronprinz
    HEAD_OF_GOVERNMENT: ministerpräsident, ministerpräsidenten, ministerpräsidentin, premierminister, premierministers, premierministerin, premier, regierungschef, regierungschefs, regierungschefin, bundeskanzler, bundeskanzlers, bundeskanzlerin, kanzler, kanzlers, kanzlerin
    FOREIGN_MINISTER: außenminister, außenministers, außenministerin, bundesaußenminister, bundesaußenministerin, chefdiplomat
    MINISTER: minister, ministerin, verteidigungsminister, verteidigungsministerin, finanzminister, finanzministerin, wirtschaftsminister, wirtschaftsministerin, innenminister, innenministerin, justizminister, energieminister, handelsminister, vizekanzler
    AMBASSADOR: botschafter, botschafters, botschafterin, sondergesandter, gesandter, außenbeauftragter, außenbeauftragte
    SPOKESPERSON: sprecher, sprechers, sprecherin, regierungssprecher, regierungssprecherin
    IGO_HEAD: generalsekretär, generalsekretärs, un-generalsekretär, nato-generalsekretär, kommissionspräsident, kommissionspräsidentin, eu-kommissionspräsidentin, generaldirektor, generaldirektorin
    OTHER: vizepräsident, vizepräsidentin, bürgermeister, bürgermeisterin, gouverneur, senator, senatorin, abgeordneter, abgeordnete, parteichef, parteichefin, vorsitzender, vorsitzende, direktor, general, oppositionsführer, machthaber`),
  roles: words(
    `sprecher sprecherin minister ministerin präsident präsidentin kanzler kanzlerin regierung ministerium behörde polizei partei opposition diplomat diplomaten experte experten beamter beamte berater kritiker demonstranten
     anwalt abgeordnete abgeordneter senator bürgermeister zeitung bericht erklärung botschafter general kommission rat gericht unternehmen konzern firma chef leiter direktor vorsitzender forscher wissenschaftler augenzeugen`,
  ),
  organizationWords: words(
    'ministerium bank gesellschaft gruppe universität institut rat kommission partei parlament bundestag bundesrat bund union verband verein gericht armee polizei zeitung zentrum stiftung fonds behörde agentur ag gmbh',
  ),
  nameParticles: words('von der zu van den de da dos bin ibn al el ben'),
  metonyms: pairs(
    'kreml=RU, weiße haus=US, weißen haus=US, weißes haus=US, downing street=GB, elysée=FR, élysée-palast=FR, pentagon=US',
  ),
  ambiguousCapitals: ['brüssel', 'straßburg', 'genf'],
  informalGroups: phrases(
    'der westen, dem westen, des westens, westliche staaten, westlichen staaten, westliche länder, europäische staaten, golfstaaten, arabische staaten, afrikanische staaten, baltische staaten, die verbündeten',
  ),
  intergovernmental: pairs(
    'europäische union=EU, europäischen union=EU, eu=EU, nato=NATO, vereinte nationen=UN, vereinten nationen=UN, uno=UN, un=UN, opec=OPEC, opec+=OPEC-PLUS, g7=G7, g20=G20, asean=ASEAN, brics=BRICS, afrikanische union=AFRICAN-UNION, afrikanischen union=AFRICAN-UNION, arabische liga=ARAB-LEAGUE, sicherheitsrat=UNSC, un-sicherheitsrat=UNSC, europarat=COUNCIL-OF-EUROPE, mercosur=MERCOSUR, oecd=OECD',
  ),
  regions: pairs(
    'europa=150, afrika=002, asien=142, zentralasien=143, südostasien=035, osteuropa=151, lateinamerika=419, südamerika=005, nordafrika=015, westafrika=011',
  ),
  relativeDates: {
    heute: ['DAY', 0],
    gestern: ['DAY', -1],
    vorgestern: ['DAY', -2],
    'vergangene woche': ['WEEK', -1],
    'vergangenen woche': ['WEEK', -1],
    'letzte woche': ['WEEK', -1],
    'letzten woche': ['WEEK', -1],
    'vorige woche': ['WEEK', -1],
    'diese woche': ['WEEK', 0],
    'dieser woche': ['WEEK', 0],
    'nächste woche': ['WEEK', 1],
    'nächster woche': ['WEEK', 1],
    'kommende woche': ['WEEK', 1],
    'kommenden woche': ['WEEK', 1],
    'vergangenen monat': ['MONTH', -1],
    'letzten monat': ['MONTH', -1],
    'nächsten monat': ['MONTH', 1],
    'vergangenes jahr': ['YEAR', -1],
    'vergangenen jahr': ['YEAR', -1],
    'letztes jahr': ['YEAR', -1],
    'letzten jahr': ['YEAR', -1],
    'dieses jahr': ['YEAR', 0],
    'diesem jahr': ['YEAR', 0],
    'nächstes jahr': ['YEAR', 1],
    vergangenen: ['WEEKDAY', -1],
    letzten: ['WEEKDAY', -1],
    kommenden: ['WEEKDAY', 1],
    nächsten: ['WEEKDAY', 1],
  },
  months:
    'januar jan jänner|februar feb|märz mär|april apr|mai|juni jun|juli jul|august aug|september sep sept|oktober okt|november nov|dezember dez'
      .split('|')
      .map(words),
  weekdays:
    'montag montagabend|dienstag dienstagabend|mittwoch mittwochabend|donnerstag donnerstagabend|freitag freitagabend|samstag sonnabend|sonntag'
      .split('|')
      .map(words),
  ...germanDiplomacy,
};
