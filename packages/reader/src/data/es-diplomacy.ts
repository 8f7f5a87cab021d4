import type { DiplomacyWords, LanguageWords } from '../languages/types.ts';
import { before, pairs, phrases, table, words } from './word-lists.ts';

/** The Spanish words of visits, trade, positions and figures, and of clauses. */
export const spanishDiplomacy: DiplomacyWords & Pick<LanguageWords, 'classes'> = {
  classes: {
    AND: ['y', 'e'],
    OF: words('de del'),
    TO: words('a al en hacia'),
    FROM: words('de del desde'),
    WITH: ['con'],
    IN: words('en'),
    ON: ['el', 'este'],
    FORMER: words('ex exministro ex-'),
    MODIFIER: words('nuevo nueva actual saliente'),
    DEPUTY: words('vice viceministro'),
    INFINITIVE: [],
    DENIAL: words('no nunca rechazó negó jamás sin'),
    POSSIBILITY: words('podría podrían debería puede si invitado espera'),
    FUTURE: words('va van'),
    PERIOD: [],
    PERIOD_UNIT: [],
    TIME_ADVERB: words('hoy ayer recientemente'),
    CIRCUMSTANCE: words('el este en durante tras antes'),
    INSERTION: words('quien que un una el la cuyo cuya presidente ministro portavoz'),
    QUANTIFIER: words('varios algunos muchos todos ambos dos tres cuatro cinco seis siete ocho nueve diez'),
    JOINER: words('y pero mientras cuando aunque porque después antes pues'),
    OBJECT_PRONOUN: words('lo le les la los las se que quien esto eso'),
    WHAT: ['lo'],
    AGAINST: words('contra hacia ante'),
    EXAMPLE: ['como'],
    BETWEEN: ['entre'],
    BEFORE_MONTH: words('en desde de'),
    BEFORE_YEAR: words('en desde de'),
    NEXT: words('luego después'),
    CITY: words('capital ciudad de'),
    DURING: words('durante en'),
    ABOUT: words('sobre en'),
    BY: ['por'],
    PASSIVE: words('fue es ha sido fueron'),
    CHANGE: words('creció crecieron aumentó aumentaron subió subieron'),
    FALL: words('cayó cayeron bajó bajaron disminuyó'),
    AFTER_LAST: words('pasado'),
    AFTER_NEXT: words('próximo'),
  },
  stances: table(`
    REJECTS: condenó, condena, condenaron, rechaza, rechazó, rechazaron, se niega a reconocer, se opone a
    COMMITS: se comprometió a, se compromete a, prometió
    SUPPORTS: apoya, apoyó, respalda, respaldó
    CONCERNED: expresó su preocupación por, manifestó su preocupación por`),
  callVerbs: words('llamó llama calificó considera'),
  partners: phrases('socio estratégico, socios estratégicos, un socio estratégico, un socio clave'),
  trade: {
    suppliers: words('exportador exportadora proveedor proveedores exportadores'),
    copulas: words('es son fue era sigue'),
    routes: words('ruta corredor'),
    links: words('eslabón tramo parte'),
    ventures: phrases('una empresa conjunta, empresa conjunta'),
    ventureVerbs: { opera: 'ACTIVE', creó: 'ACTIVE', tiene: 'ACTIVE', crear: 'PLEDGE', firmó: 'COMMITMENT' },
    partnerships: words('asociación cooperación alianza'),
    intents: phrases('declaración de intenciones, memorando de entendimiento, memorándum de entendimiento'),
    signings: phrases('firmaron, firmó, acordaron'),
    twoCountries: phrases('ambos países, los dos países, ambas naciones'),
    windDowns: [],
    exports: words('exporta exportan exportó vende venden suministra suministran'),
    imports: words('importa importan importó compra compran'),
    goods: words('suministros exportaciones importaciones energía'),
    commodities: pairs(
      'crudo=HS-2709, petróleo, gas, gas natural=HS-2711, carbón=HS-2701, uranio, trigo=HS-1001, maíz=HS-1005, arroz=HS-1006, soja=HS-1201, café=HS-0901, cacao=HS-1801, azúcar=HS-1701, algodón, mineral de hierro=HS-2601, cobre, oro=HS-7108, plata=HS-7106, aluminio, níquel, cobalto, litio, acero, madera, tierras raras, fertilizantes, diamantes=HS-7102, armas, automóviles=HS-8703, electricidad=HS-271600',
    ),
  },
  figures: {
    measures: words(
      'comercio intercambio exportaciones importaciones inversiones inversión ventas producción pib deuda ayuda',
    ),
    verbs: phrases(
      'alcanzó, alcanzaron, sumó, sumaron, ascendió a, ascendieron a, superó, creció un, crecieron un, aumentó un, aumentaron un, cayó un, cayeron un, bajó un',
    ),
    approximations: phrases('unos, cerca de, casi, alrededor de, más de, aproximadamente, menos de'),
    scales: { mil: 1e3, millón: 1e6, millones: 1e6 },
    currencies: pairs('€=EUR, $=USD, euros=EUR, dólares=USD, rublos=RUB, yuanes=CNY, pesos=MXN'),
    percent: phrases('%, por ciento'),
  },
  visitTypes: pairs(
    'visita de estado=STATE, visita oficial=OFFICIAL, visita de trabajo=WORKING, visita privada=PRIVATE',
  ),
  firstLegs: phrases('primera etapa de, primera parada de'),
  meetingCues: phrases(
    'se reunió con, se reúne con, reunión con, se entrevistó con, fue recibido por, fue recibida por, encuentro con',
  ),
  whereWords: ['donde'],
  visitNouns: words('visita viaje gira'),
  visitVerbs: {
    BEGIN: words('comenzó comienza inició inicia empezó emprendió'),
    PAY: words('realizó realiza hizo hace efectuó'),
    END: words('concluyó terminó finalizó'),
    PLAN: words('anunció anuncia planea prevé realizará iniciará hará'),
    CANCEL: words('canceló cancela cancelada cancelado suspendió suspendida suspendido'),
    POSTPONE: words('aplazó aplaza aplazada aplazado pospuso pospone pospuesta pospuesto'),
  },
  receptions: phrases(
    'recibió a, recibe a, recibirá a, recibió al, recibe al, recibirá al, recibió, recibido, recibida',
  ),
  subordinators: words('y pero mientras luego'),
  visitCues: {
    ARRIVED: before('a al', 'llegó, llega, arribó, viajó, voló, aterrizó, se trasladó').concat(
      before('en', 'aterrizó, llegó'),
    ),
    VISITING: before('a al en', 'está de visita, de visita oficial, de visita, se encuentra'),
    VISITED: words('visitó visita'),
    GOING: [
      ...before('a al', 'viajará, viaja, irá, va a viajar, tiene previsto viajar'),
      ...phrases('visitará, va a visitar'),
    ],
    CANCELLED: [],
    POSTPONED: [],
    LEFT: phrases('partió hacia, salió hacia, partió a'),
  },
};
