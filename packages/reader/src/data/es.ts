import type { LanguageWords } from '../languages/types.ts';
import { spanishDiplomacy } from './es-diplomacy.ts';
import { inflectSpanish } from './inflect.ts';
import { pairs, phrases, table, words } from './word-lists.ts';

/** The forms of verbs in -ar by their stems. */
const regular = (text: string): string[] =>
  words(text).flatMap((stem) => ['a', 'an', 'ó', 'aron', 'aba', 'aban', 'ando'].map((ending) => stem + ending));
const participles = (text: string): string[] => words(text).map((stem) => `${stem}ado`);
const say =
  'declar afirm anunci asegur señal explic indic subray agreg coment not recalc recuerd record insist manifest expres inform destac reiter remarc apunt confirm argument detall lament aclar precis neg respald';

export const spanish: LanguageWords = {
  code: 'es',
  hasCapitalDemonyms: false,
  hasCapitalMonths: false,
  hasInversion: true,
  numberMarks: ['.', ','],
  nounForms: [],
  participleEnding: 'ndo',
  participleForms: [
    ...participles(say),
    ...words('dicho escrito respondido añadido sostenido prometido advertido admitido reconocido'),
  ],
  inflectDemonym: inflectSpanish,
  abbreviations: words('sr sra dr dra d da gral col ee uu etc art núm pág av ud uds'),
  plainWords: words(
    `el la los las un una unos unas lo de del al a en con por para sin sobre entre desde hasta hacia según tras ante bajo contra durante mediante y e o u pero sino ni que si como cuando donde
     aunque porque mientras pues él ella ellos ellas nosotros yo tú usted su sus mi nuestro nuestra este esta estos estas ese esa esos esas aquel aquella esto eso hoy ayer mañana lunes martes miércoles
     jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre también además asimismo sin embargo no ya más menos muy todo toda todos todas
     otro otra otros otras dos tres cuatro cinco seis siete ocho nueve diez así entonces luego después antes ahora allí aquí finalmente actualmente cada ambos varios algunos`,
  ),
  cues: {
    SAY: [
      ...regular(say),
      ...participles(say),
      ...words(
        'dijo dice dicen dijeron decía dicho escribió escribe escrito respondió responde añadió añade añadido sostuvo sostiene prometió promete advirtió advierte admitió admite reconoció reconoce repitió concluyó insistió prosiguió expuso recuerda diciendo añadiendo',
      ),
    ],
    TELL: words('informó avisó pidió pide exigió instó urgió dijo'),
    THINK: words('cree creyó piensa pensó espera esperó considera consideró opina opinó teme estima estimó'),
    JUDGE: words(
      'calificó califica llamó llama describió criticó critica condenó condena elogió alabó acusó denunció celebró felicitó tildó defendió',
    ),
    MANNER: words('gritó gritaron coreó corearon susurró bromeó sonrió'),
  },
  baseVerbs: [],
  accordingTo: phrases('según, de acuerdo con, a juicio de, en palabras de'),
  adverbs: words(
    'también además ya luego después no se le les lo la los las me nos hoy ayer ayer recientemente claramente públicamente finalmente asimismo igualmente siempre nunca aún todavía',
  ),
  auxiliaries: words(
    'ha han había habían habrá haya es son era eran fue fueron será serán sido está están estaba estaban puede debe va van',
  ),
  complementizers: ['que', 'si'],
  clauseVerbs: [],
  articles: words('el la los las un una unos unas lo'),
  determiners: words(
    'el la los las un una unos unas lo su sus mi nuestro nuestra este esta estos estas ese esa esos esas todo toda todos todas cada ambos varios varias algunos algunas dos tres cuatro cinco seis siete ocho nueve diez',
  ),
  prepositions: words(
    'de del al a en con por para sin sobre entre desde hasta hacia tras ante bajo contra durante mediante como',
  ),
  conjunctions: words('y e o u pero ni sino'),
  relatives: words('quien quienes cuyo cuya cual cuales donde'),
  pronouns: {
    él: 'MALE',
    ella: 'FEMALE',
    ellos: 'PLURAL',
    ellas: 'PLURAL',
    yo: 'FIRST',
    nosotros: 'FIRST',
    ello: 'NEUTER',
  },
  honorifics: {
    sr: 'MALE',
    señor: 'MALE',
    sra: 'FEMALE',
    señora: 'FEMALE',
    don: 'MALE',
    doña: 'FEMALE',
    dr: '',
    dra: 'FEMALE',
  },
  offices: table(`
    HEAD_OF_STATE: presidente, presidenta, presidente de la república, presidenta de la república, mandatario, mandataria, jefe de estado, jefa de estado, rey, reina, emir, papa, príncipe heredero, emperador
    HEAD_OF_GOVERNMENT: primer ministro, primera ministra, presidente del gobierno, presidenta del gobierno, jefe de gobierno, jefe del gobierno, canciller federal, premier
    FOREIGN_MINISTER: ministro de asuntos exteriores, ministra de asuntos exteriores, ministro de exteriores, ministra de exteriores, ministro de relaciones exteriores, ministra de relaciones exteriores, canciller, secretario de estado, secretaria de estado, jefe de la diplomacia
    MINISTER: ministro, ministra, ministro de defensa, ministra de defensa, ministro de economía, ministra de economía, ministro de hacienda, ministro de finanzas, ministro del interior, ministro de energía, ministro de comercio
    AMBASSADOR: embajador, embajadora, enviado especial, alto representante
    SPOKESPERSON: portavoz, vocero, vocera
    IGO_HEAD: secretario general, secretaria general, secretario general de la onu, secretario general de la otan, presidenta de la comisión europea, presidente de la comisión europea, director general, directora general
    OTHER: vicepresidente, vicepresidenta, alcalde, alcaldesa, gobernador, gobernadora, senador, senadora, diputado, diputada, líder, director, directora, general, comisario, candidato, candidata`),
  roles: words(
    `portavoz vocero ministro ministra presidente presidenta gobierno ministerio policía partido oposición diplomático diplomáticos experto expertos fuente fuentes asesor crítico manifestantes abogado abogada diputado diputados
     senador alcalde periódico informe comunicado embajador general comisión consejo tribunal empresa compañía jefe líder líderes director directora investigador investigadores testigo testigos funcionario funcionarios canciller rey reina`,
  ),
  organizationWords: words(
    'ministerio banco compañía sociedad grupo universidad instituto consejo comisión partido parlamento congreso senado asamblea cámara unión asociación federación organización tribunal ejército policía agencia centro fundación fondo',
  ),
  nameParticles: words('de del la las los y da dos van von der den bin ibn al el ben'),
  metonyms: pairs(
    'kremlin=RU, casa blanca=US, downing street=GB, elíseo=FR, moncloa=ES, palacio de la moncloa=ES, pentágono=US, casa rosada=AR, itamaraty=BR',
  ),
  ambiguousCapitals: ['bruselas', 'estrasburgo', 'ginebra', 'la haya'],
  informalGroups: phrases(
    'occidente, países occidentales, potencias occidentales, países europeos, países árabes, países del golfo, países africanos, países bálticos, los aliados',
  ),
  intergovernmental: pairs(
    'unión europea=EU, ue=EU, otan=NATO, onu=UN, naciones unidas=UN, opep=OPEC, opep+=OPEC-PLUS, g7=G7, g20=G20, asean=ASEAN, brics=BRICS, unión africana=AFRICAN-UNION, liga árabe=ARAB-LEAGUE, consejo de seguridad=UNSC, consejo de europa=COUNCIL-OF-EUROPE, mercosur=MERCOSUR, ocde=OECD',
  ),
  regions: pairs(
    'europa=150, áfrica=002, asia=142, asia central=143, sudeste asiático=035, américa latina=419, latinoamérica=419, sudamérica=005, américa del sur=005, centroamérica=013, caribe=029',
  ),
  relativeDates: {
    hoy: ['DAY', 0],
    ayer: ['DAY', -1],
    anteayer: ['DAY', -2],
    'la semana pasada': ['WEEK', -1],
    'esta semana': ['WEEK', 0],
    'la próxima semana': ['WEEK', 1],
    'la semana próxima': ['WEEK', 1],
    'el mes pasado': ['MONTH', -1],
    'este mes': ['MONTH', 0],
    'el próximo mes': ['MONTH', 1],
    'el año pasado': ['YEAR', -1],
    'este año': ['YEAR', 0],
    'el próximo año': ['YEAR', 1],
    'el pasado': ['WEEKDAY', -1],
    pasado: ['WEEKDAY', -1],
    'el próximo': ['WEEKDAY', 1],
    próximo: ['WEEKDAY', 1],
    este: ['WEEKDAY', 0],
  },
  months:
    'enero ene|febrero feb|marzo mar|abril abr|mayo|junio jun|julio jul|agosto ago|septiembre setiembre sept|octubre oct|noviembre nov|diciembre dic'
      .split('|')
      .map(words),
  weekdays: words('lunes martes miércoles jueves viernes sábado domingo').map((day) => [day]),
  ...spanishDiplomacy,
};
