import type { LanguageWords } from '../languages/types.ts';
import { frenchDiplomacy } from './fr-diplomacy.ts';
import { inflectFrench } from './inflect.ts';
import { pairs, phrases, table, words } from './word-lists.ts';

/** The forms of verbs in -er by their stems. Participles count after an auxiliary only. */
const finite = (text: string): string[] =>
  words(text).flatMap((stem) => ['e', 'ent', 'a', 'èrent', 'ait', 'aient'].map((ending) => stem + ending));
const participles = (text: string): string[] => words(text).map((stem) => `${stem}é`);

const say =
  'déclar annonc affirm ajout expliqu précis indiqu assur soulign not confi racont répliqu rétorqu lanc insist martel signal argument avanc allègu argu révél détaill commen not estim promett observ ironis plaisant écri tranch clam proclam admonest témoign rapport résum répét conclu confirm réaffirm énonc plaid rassur dénonc critiqu félicit réjoui';
const tell = 'demand interpell inform avis exhort somm';
const think = 'estim pens jug espèr redout regrett souhait considèr croi imagin dout';
const judge = 'critiqu salu dénonc accus qualifi félicit évoqu décri moqu comment contest reproch condamn';

const participleForms = [
  ...participles(`${say} ${tell} ${judge} estim pens jug espér regrett souhait considér allégu révél rappel appel`),
  ...words('répondu promis reconnu admis averti prévenu soutenu conclu poursuivi repris décrit défini prédit défendu'),
];

export const french: LanguageWords = {
  code: 'fr',
  hasCapitalDemonyms: false,
  hasCapitalMonths: false,
  numberMarks: ['.', ','],
  nounForms: [],
  elisions: words('l d qu n s j c m t jusqu lorsqu puisqu quelqu'),
  enclitics: words('-t-il -t-elle -t-on -t-ils -t-elles -il -elle -ils -elles'),
  participleEnding: 'ant',
  participleForms,
  inflectDemonym: inflectFrench,
  abbreviations: words('m mm mme mlle dr pr st ste gén col cf etc art av bd janv févr avr juil sept oct nov déc'),
  plainWords: words(
    `le la les l' un une des du de d' ce cet cette ces il elle ils elles on nous vous je j' tu qui que qu' quoi dont où et ou mais or ni car donc si comme quand lorsque lorsqu' alors
     après avant pendant depuis dès selon pour par avec sans sous sur dans en à au aux chez entre vers contre malgré parmi son sa ses leur leurs notre nos votre vos mon ma mes plus moins
     très aussi ainsi enfin ensuite puis hier aujourd'hui demain lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre novembre décembre
     tout tous toute toutes plusieurs certains quelques chaque autre autres deux trois quatre cinq six sept huit neuf dix cependant toutefois pourtant néanmoins par ailleurs de plus interrogé interrogée
     c' n' s' celui celle ceux celles ceci cela ça voici voilà oui non peut-être grâce face lors afin bien parce outre concernant actuellement récemment finalement suite`,
  ),
  cues: {
    SAY: [
      ...finite(say),
      ...participles(`${say} allégu révél rappel`),
      ...words(
        'réjoui réjouit félicite déplore déploré déplora déplorait rappelle rappelait rappelé dit disait disent redit répond répondit répondu répondait écrit écrivait promet promis reconnaît reconnait reconnu admet admis avertit averti prévient prévenu soutient soutenu conclut conclu poursuit poursuivi poursuivait reprend repris prédit prédisait disant affirmant ajoutant précisant déclarant expliquant assurant soulignant',
      ),
    ],
    TELL: [...finite(tell), ...participles(tell), 'dit', 'répondu', 'promis', 'averti'],
    THINK: [
      ...finite(think),
      ...participles('estim pens jug espér regrett souhait considér'),
      'croit',
      'sait',
      'veut',
      'estimant',
      'jugeant',
    ],
    JUDGE: [
      ...finite(judge),
      ...participles(judge),
      ...words(
        'appelle appelé décrit décrivait définit défend défendu traite traité voit vu parle parlé parlait qualifiant dénonçant évoquant parlant saluant',
      ),
    ],
    MANNER: words(
      'crie crié criait lance sourit souri soupire soupiré murmure murmuré chante scande scandé scandaient rit chuchote',
    ),
  },
  baseVerbs: [],
  accordingTo: phrases("selon, d'après, à en croire, aux yeux de, de l'avis de, au dire de, aux dires de"),
  adverbs: words(
    `également aussi encore ensuite puis alors ainsi notamment toutefois cependant pourtant déjà toujours jamais souvent récemment publiquement clairement simplement immédiatement finalement hier
     mercredi lundi mardi jeudi vendredi samedi dimanche longuement pas ne n' y en lui leur l' le la les nous vous se s' me m' même bien vivement fermement officiellement par ailleurs`,
  ),
  auxiliaries: words(
    'a ont avait avaient aura auront aurait auraient ai avons avez est sont était étaient sera seront serait seraient fut furent été être avoir ayant doit peut va vont',
  ),
  complementizers: ['que', "qu'", 'si'],
  clauseVerbs: [],
  articles: words("le la les l' un une des du"),
  determiners: words(
    "le la les l' un une des du ce cet cette ces son sa ses leur leurs notre nos votre vos mon ma mes plusieurs certains certaines quelques chaque tout toute tous toutes aucun aucune deux trois quatre cinq six sept huit neuf dix",
  ),
  prepositions: words(
    `de d' du des à au aux en dans par pour avec sans sous sur chez entre vers contre malgré parmi depuis pendant durant avant après dès lors selon outre envers hormis jusque jusqu' devant derrière`,
  ),
  conjunctions: words('et ou mais ni or car donc puis'),
  relatives: words('qui dont lequel laquelle lesquels lesquelles où'),
  pronouns: {
    ...{
      il: 'MALE',
      elle: 'FEMALE',
      ils: 'PLURAL',
      elles: 'PLURAL',
      on: 'PLURAL',
      je: 'FIRST',
      "j'": 'FIRST',
      nous: 'FIRST',
    },
    ...{
      '-t-il': 'MALE',
      '-t-elle': 'FEMALE',
      '-il': 'MALE',
      '-elle': 'FEMALE',
      '-ils': 'PLURAL',
      '-elles': 'PLURAL',
      '-t-on': 'PLURAL',
    },
    ...{ '-t-ils': 'PLURAL', '-t-elles': 'PLURAL' },
  },
  honorifics: {
    m: 'MALE',
    mme: 'FEMALE',
    mlle: 'FEMALE',
    monsieur: 'MALE',
    madame: 'FEMALE',
    dr: '',
    me: '',
    maître: '',
  },
  offices: table(`
    HEAD_OF_STATE: président, présidente, président de la république, présidente de la république, chef de l'état, cheffe de l'état, roi, reine, émir, sultan, pape, prince héritier, guide suprême, empereur
    HEAD_OF_GOVERNMENT: premier ministre, première ministre, premier-ministre, chef du gouvernement, cheffe du gouvernement, chancelier, chancelière, président du gouvernement
    FOREIGN_MINISTER: ministre des affaires étrangères, ministre de l'europe et des affaires étrangères, chef de la diplomatie, cheffe de la diplomatie, secrétaire d'état, ministre des relations extérieures
    MINISTER: ministre, ministre de la défense, ministre de l'intérieur, ministre des finances, ministre de l'économie, ministre de la justice, ministre de l'énergie, ministre du commerce, ministre de l'agriculture, ministre de la santé, ministre de l'éducation nationale, garde des sceaux, ministre du budget, ministre du redressement productif
    AMBASSADOR: ambassadeur, ambassadrice, envoyé spécial, haut représentant, haute représentante
    SPOKESPERSON: porte-parole
    IGO_HEAD: secrétaire général, secrétaire générale, secrétaire général de l'onu, secrétaire général des nations unies, secrétaire général de l'otan, directeur général, directrice générale, président de la commission européenne, présidente de la commission européenne
    OTHER: vice-président, vice-présidente, maire, gouverneur, sénateur, sénatrice, député, députée, procureur, dirigeant, dirigeante, leader, chef, directeur, directrice, général, commandant, commissaire européen, commissaire, candidat, candidate, secrétaire, juge`),
  roles: words(
    `porte-parole responsable responsables source sources diplomate diplomates ministre ministres président présidente dirigeant dirigeants conseiller conseillers analyste analystes expert experts critique opposants opposant
     militant militants manifestant manifestants avocat avocats avocate député députés députée sénateur sénateurs sénatrice gouverneur maire maires candidat candidate candidats rapport communiqué déclaration économiste professeur
     historien auteur directeur directrice fondateur électeurs électeur habitant habitants témoin témoins police policier policiers officier procureur juge gouvernement ministère agence société entreprise groupe commission
     conseil parti journal ambassadeur négociateur commandant général soldat chercheur chercheurs scientifique scientifiques médecin médecins gens homme femme ami père mère fils fille mari épouse frère soeur sœur
     étudiant étudiants enseignant observateurs lettre document étude sondage article presse chef secrétaire premier chancelier chancelière roi reine organisation association ong syndicat journaliste journalistes
     président-directeur pdg victime victimes parents parent famille capitaine skipper pilote joueur entraîneur collectif élu élus élue maire adjoint préfet comédien acteur réalisateur chaîne site quotidien`,
  ),
  organizationWords: words(
    `ministère agence banque compagnie société groupe université institut collège conseil comité commission parti parlement congrès sénat assemblée chambre union association fédération organisation cour armée
     marine police presse journal radio télévision centre fondation fonds bureau autorité ligue alliance réseau projet club église école hôpital ambassade cabinet gouvernement énergie pétrole gaz airlines airways motors`,
  ),
  nameParticles: words("de du des d' la le von van der den bin ibn al el ben ould da dos di"),
  metonyms: pairs(
    "kremlin=RU, maison blanche=US, downing street=GB, élysée=FR, matignon=FR, quai d'orsay=FR, pentagone=US, palais de l'élysée=FR",
  ),
  ambiguousCapitals: words('bruxelles strasbourg genève'),
  informalGroups: phrases(
    "l'occident, les occidentaux, pays occidentaux, puissances occidentales, nations occidentales, pays européens, pays du golfe, pays arabes, pays africains, pays baltes, pays en développement, pays nordiques",
  ),
  intergovernmental: pairs(
    "union européenne=EU, ue=EU, otan=NATO, onu=UN, nations unies=UN, opep=OPEC, opep+=OPEC-PLUS, g7=G7, g20=G20, asean=ASEAN, brics=BRICS, union africaine=AFRICAN-UNION, ligue arabe=ARAB-LEAGUE, conseil de sécurité=UNSC, conseil de l'europe=COUNCIL-OF-EUROPE, mercosur=MERCOSUR, ocde=OECD, cédéao=ECOWAS, organisation de coopération de shanghai=SCO, conseil de coopération du golfe=GCC, union économique eurasiatique=EAEU",
  ),
  regions: pairs(
    "europe=150, afrique=002, asie=142, asie centrale=143, asie du sud-est=035, europe de l'est=151, amérique latine=419, amérique du sud=005, afrique du nord=015, afrique de l'ouest=011, océanie=009, caraïbes=029, amérique centrale=013",
  ),
  relativeDates: {
    "aujourd'hui": ['DAY', 0],
    'ce jour': ['DAY', 0],
    hier: ['DAY', -1],
    demain: ['DAY', 1],
    'avant-hier': ['DAY', -2],
    'la semaine dernière': ['WEEK', -1],
    'la semaine passée': ['WEEK', -1],
    'cette semaine': ['WEEK', 0],
    'la semaine prochaine': ['WEEK', 1],
    'le mois dernier': ['MONTH', -1],
    'ce mois-ci': ['MONTH', 0],
    'le mois prochain': ['MONTH', 1],
    "l'an dernier": ['YEAR', -1],
    "l'année dernière": ['YEAR', -1],
    'cette année': ['YEAR', 0],
    "l'an prochain": ['YEAR', 1],
    "l'année prochaine": ['YEAR', 1],
    ce: ['WEEKDAY', 0],
  },
  months:
    'janvier janv|février févr|mars|avril avr|mai|juin|juillet juil|août aout|septembre sept|octobre oct|novembre nov|décembre déc'
      .split('|')
      .map(words),
  weekdays: words('lundi mardi mercredi jeudi vendredi samedi dimanche').map((day) => [day]),
  ...frenchDiplomacy,
};
