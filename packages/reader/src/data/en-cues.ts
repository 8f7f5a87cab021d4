import type { LanguageWords } from '../languages/types.ts';
import { words } from './word-lists.ts';

/** The forms of regular verbs: "warn" gives "warns", "warned" and "warning". A verb with irregular forms lists them. */
const verbs = (text: string): string[] =>
  words(text).flatMap((entry) => {
    const forms = entry.split('/');
    const [verb = ''] = forms;
    if (forms.length > 1) return forms;
    const stem = verb.replace(/e$/, '');
    if (/[^aeiou]y$/.test(verb)) return [verb, `${verb.slice(0, -1)}ies`, `${verb.slice(0, -1)}ied`, `${verb}ing`];
    const third = /(?:s|sh|ch|x|z)$/.test(verb) ? `${verb}es` : `${verb}s`;
    return [verb, third, `${stem}ed`, `${stem}ing`];
  });

export const listBaseForms = (cues: LanguageWords['cues']): string[] =>
  Object.values(cues)
    .flat()
    .filter(
      (form, _index, all) =>
        all.includes(`${form}s`) || all.includes(`${form}es`) || all.includes(`${form.slice(0, -1)}ies`),
    )
    .filter((form) => !/(?:ed|ing)$/.test(form) && form !== 'put' && form !== 'read');

export const englishCues: LanguageWords['cues'] = {
  SAY: verbs(
    `say/says/said/saying add announce argue assert claim declare explain insist note observe reply/replies/replied/replying report respond state stress
       warn write/writes/wrote/writing/written tweet/tweets/tweeted/tweeting post/posts/posted/posting acknowledge admit/admits/admitted/admitting allege affirm comment complain concede conclude confirm
       contend continue counter deny disclose emphasize emphasise estimate exclaim hint joke maintain mention offer outline point posit predict promise pledge vow proclaim
       pronounce quip/quips/quipped/quipping recall recount reiterate relate remark repeat retort reveal stipulate suggest testify underline underscore volunteer
       advise agree apologize boast caution clarify confide demand elaborate guess imply implore indicate intone inquire muse opine plead preach
       protest put/puts/putting read/reads/reading recommend reason rejoin request sum/sums/summed/summing swear/swears/swore/sworn theorize venture wonder
       tout lament bemoan urge ask query cite blast thunder interject answer`,
  ),
  TELL: verbs(
    'tell/tells/told/telling inform assure remind notify advise brief persuade convince promise warn urge ask order instruct reassure lecture',
  ),
  THINK: verbs(
    `think/thinks/thought believe feel/feels/felt know/knows/knew/known expect hope fear suspect doubt understand/understands/understood consider assume
       see/sees/saw/seen regard imagine find/finds/found realize realise decide conclude want worry/worries/worried/worrying trust intend dismiss plan agree`,
  ),
  JUDGE: verbs(
    `call describe praise criticize criticise condemn denounce accuse blame compliment thank applaud welcome hail label brand dub/dubs/dubbed/dubbing slam/slams/slammed/slamming
       attack mock ridicule deride defend endorse characterize characterise compare cast/casts/casting declare refer/refers/referred/referring decry/decries/decried
       commend congratulate rebuke chide scold dismiss reject support oppose champion lambaste voice express convey propose`,
  ),
  MANNER: verbs(
    'shout cry/cries/cried/crying whisper laugh smile sigh chant scream yell mutter murmur shrug/shrugs/shrugged grin/grins/grinned nod/nods/nodded snap/snaps/snapped sing/sings/sang bark begin/begins/began finish start speak/speaks/spoke/spoken/speaking',
  ),
};
