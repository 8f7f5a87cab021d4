import type { DiplomacyWords, LanguageWords } from '../languages/types.ts';
import { before, pairs, phrases, table, words } from './word-lists.ts';

const to = 'à au aux en';

/** The French words of visits, trade, positions and figures, and of clauses. */
export const frenchDiplomacy: DiplomacyWords & Pick<LanguageWords, 'classes'> = {
  classes: {
    AND: ['et'],
    OF: words("de du des d'"),
    TO: words('à au aux en vers auprès'),
    FROM: words("de du des d'"),
    WITH: ['avec'],
    IN: words('à au aux en dans'),
    ON: ['le'],
    FORMER: words('ancien ancienne ex ex-'),
    MODIFIER: words('nouveau nouvelle actuel actuelle futur future'),
    DEPUTY: words('vice vice- adjoint'),
    INFINITIVE: [],
    DENIAL: words("ne n' pas jamais refusé refuse nie démenti sans"),
    POSSIBILITY: words('pourrait pourraient devrait devraient peut peuvent si souhaite espère invité invitée'),
    FUTURE: words('va vont doit'),
    PERIOD: [],
    PERIOD_UNIT: [],
    TIME_ADVERB: words("hier aujourd'hui récemment"),
    CIRCUMSTANCE: words('le lors à en dans après avant pendant'),
    INSERTION: words(
      "qui dont où un une le la les l' son sa ses ancien ancienne président présidente ministre chef porte-parole directeur",
    ),
    QUANTIFIER: words(
      'plusieurs certains certaines quelques tous toutes deux trois quatre cinq six sept huit neuf dix beaucoup',
    ),
    JOINER: [...words('et mais tandis alors lorsque bien pendant depuis après avant puisque tout'), "lorsqu'"],
    OBJECT_PRONOUN: words("lui leur eux celui celle ce cela ça qui que dont où y en l' le la les se s'"),
    VIEWPOINT: ['pour'],
    WHAT: ['ce', "ce qu'"],
    AGAINST: words('contre envers avec'),
    EXAMPLE: words('comme notamment'),
    BETWEEN: ['entre'],
    BYPASSING: words('contournant évitant contourne évite'),
    REPLACING: ['alternatif', 'remplacement'],
    BEFORE_MONTH: words('en depuis de fin début mi dès courant'),
    BEFORE_YEAR: words("en depuis de d' dès"),
    NEXT: ['ensuite', 'puis'],
    CITY: words('capitale ville de deux'),
    DURING: words('lors pendant durant'),
    ABOUT: words('sur concernant à'),
    BY: ['par'],
    PASSIVE: words('est sont été était étaient sera fut'),
    CHANGE: words('progressé augmenté crû bondi grimpé progresse augmente'),
    FALL: words('baissé reculé chuté diminué baisse recule chute'),
    LEVEL: ['à'],
    AFTER_LAST: words('dernier dernière passé'),
    AFTER_NEXT: words('prochain prochaine'),
    ORDINAL: ['er'],
  },
  stances: table(`
    REJECTS: refuse de reconnaître, refusent de reconnaître, a refusé de reconnaître, ne reconnaît pas, condamne, condamnent, a condamné, ont condamné, rejette, a rejeté, s'oppose à, s'opposent à, dénonce, a dénoncé
    COMMITS: s'engage à, s'engagent à, s'est engagé à, s'est engagée à, se sont engagés à, a promis de, promet de
    NEUTRAL: refuse de prendre parti sur, reste neutre sur
    CONCERNED: s'inquiète de, s'est inquiétée de, s'est inquiété de, a exprimé son inquiétude sur, a exprimé sa préoccupation sur, se dit préoccupée par
    SUPPORTS: soutient, soutiennent, a soutenu, appuie, a apporté son soutien à, a réaffirmé son soutien à`),
  callVerbs: words('appelle appelant qualifie qualifiant décrit'),
  partners: phrases(
    'partenaire stratégique, partenaires stratégiques, un partenaire stratégique, un partenaire clé, ses partenaires',
  ),
  trade: {
    suppliers: words('exportateur exportatrice fournisseur fournisseurs exportateurs producteur'),
    copulas: words('est sont était étaient devient devenu demeure reste'),
    routes: words('route corridor'),
    links: words('maillon plaque tronçon étape'),
    ventures: phrases('une coentreprise, coentreprise, une société commune, une joint-venture'),
    ventureVerbs: pairs(
      'exploite=ACTIVE, possède=ACTIVE, créé=ACTIVE, gère=ACTIVE, a=ACTIVE, signé=COMMITMENT, créer=PLEDGE',
    ) as Record<string, 'ACTIVE' | 'PLEDGE' | 'COMMITMENT'>,
    partnerships: words('partenariat coopération'),
    intents: phrases("déclaration d'intention, protocole d'accord, lettre d'intention, mémorandum d'entente"),
    signings: phrases('signé, conclu, signent'),
    twoCountries: phrases('les deux pays, les deux parties, les deux états'),
    windDowns: phrases('renonçant, se passant, réduisant'),
    exports: words('exporte exportent exporté vend vendent fournit fournissent livre livrent'),
    imports: words('importe importent importé achète achètent acheté'),
    goods: words('livraisons exportations importations énergie matières'),
    commodities: pairs(
      'pétrole brut=HS-2709, brut=HS-2709, pétrole, gaz, gaz naturel=HS-2711, gnl=HS-271111, charbon=HS-2701, uranium, blé=HS-1001, maïs=HS-1005, riz=HS-1006, soja=HS-1201, café=HS-0901, cacao=HS-1801, sucre=HS-1701, coton, céréales, minerai de fer=HS-2601, cuivre, or=HS-7108, argent=HS-7106, aluminium, nickel, cobalt, lithium, acier, bois, terres rares, métaux rares, engrais, diamants=HS-7102, armes, voitures=HS-8703, semi-conducteurs, électricité=HS-271600, titane, phosphate, poisson',
    ),
  },
  figures: {
    measures: words(
      'échanges commerce exportations importations investissements investissement ventes production pib dette aide',
    ),
    verbs: phrases(
      "ont atteint, a atteint, atteint, atteignent, atteignait, se sont élevés à, se sont élevées à, s'est élevé à, s'élèvent à, s'élève à, ont progressé de, a progressé de, ont augmenté de, a augmenté de, ont reculé de, a reculé de, a baissé de, ont baissé de, ont chuté de",
    ),
    approximations: phrases('environ, près de, quelque, plus de, moins de, quasiment, à peu près'),
    scales: { mille: 1e3, million: 1e6, millions: 1e6, milliard: 1e9, milliards: 1e9 },
    currencies: pairs(
      '€=EUR, $=USD, £=GBP, euros=EUR, euro=EUR, dollars=USD, roubles=RUB, yuans=CNY, yens=JPY, francs suisses=CHF',
    ),
    percent: phrases('%, pour cent'),
  },
  visitTypes: pairs(
    "visite d'état=STATE, visite officielle=OFFICIAL, visite de travail=WORKING, visite privée=PRIVATE, visite officielle de travail=OFFICIAL_WORKING",
  ),
  firstLegs: phrases("première étape de, première étape d', premier arrêt de"),
  meetingCues: phrases(
    "a rencontré, rencontre, rencontré, rencontrera, s'est entretenu avec, s'est entretenue avec, entretien avec, a été reçu par, a été reçue par, reçu par, accueilli par",
  ),
  whereWords: ['où'],
  visitNouns: phrases("visite, voyage, déplacement, tournée, séjour, visite d'état, visite officielle"),
  visitVerbs: {
    BEGIN: words('entame entamé entamée débute débuté commence commencé entamant'),
    PAY: words('effectue effectué effectuait achevé effectuant'),
    END: words('achève conclut conclu termine terminé'),
    PLAN: words('annonce annoncé prévoit prévu prévue effectuera entamera débutera prépare programmé confirmé fera'),
    CANCEL: words('annule annulé annulée annuler annulant renonce renoncé'),
    POSTPONE: words('reporte reporté reportée reporter reportant repousse repoussé repoussée ajourne ajourné'),
  },
  receptions: phrases(
    'a reçu, reçoit, recevra, a accueilli, accueille, accueillera, reçu, accueilli, reçue, accueillie',
  ),
  subordinators: words('et mais tandis puis alors'),
  visitCues: {
    ARRIVED: [
      ...before(
        to,
        "est arrivé, est arrivée, arrive, arrivé, arrivée, s'est rendu, s'est rendue, s'est envolé, a atterri, atterrit, rendu, rendue",
      ),
    ],
    VISITING: before(
      to,
      'est en visite, en visite, en déplacement, en visite officielle, en voyage, se trouve, lors de sa visite',
    ),
    VISITED: phrases('a visité, visite, visitait'),
    GOING: [
      ...before(
        to,
        "se rendra, se rend, doit se rendre, va se rendre, ira, s'envolera, est attendu, est attendue, prévoit de se rendre, se rendre, partira",
      ),
      ...phrases('visitera, doit visiter, va visiter'),
    ],
    CANCELLED: before(to, 'ne se rendra pas, renonce à se rendre'),
    POSTPONED: [],
    LEFT: phrases('a quitté paris pour, est parti pour, est partie pour, part pour'),
  },
};
