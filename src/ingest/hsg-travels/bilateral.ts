import { meetsHostLeaders } from './counterparts.ts';
import type { HostWords } from './host-words.ts';
import { countryPair, isMultilateral, otherPlaceOrDay } from './multilateral.ts';

const exchangeOfVisits = /^(?:part of an )?exchange of visits\b/i;
const namedBilateral =
  /\bbilateral (?:meetings?|talks|discussions|consultations|relations|issues|events|matters)\b(?! with)/i;
const commission = /\b(?:summit|ministerial|commission|committee|council|talks|consultations?|dialogue|partnership)\b/i;
const talksWithoutCounterpart =
  /^(?:discussed|negotiated|mediated|consulted|attempted to (?:resolve|negotiate|mediate|arrange|settle)|(?:held |conducted |continued |resumed |began )?(?:shuttle |peace |further )?(?:negotiations|diplomacy|talks|discussions|consultations|mediation))\b(?!.*\bwith\b)/i;
/** Meetings whose participants are listed after "with". */
const conferenceWith =
  /^(?:(?:attended|participated in|took part in) )?(?:an? |the )?(?:[\w-]+ )?(?:conference|summit|talks)\b/i;
/** Where others negotiate, so that talks without a counterpart are not talks with the host. */
const neutralHost = /Switzerland/;

/**
 * Returns whether a clause says that the traveller had talks with the leaders or the government of
 * the host. Talks with leaders of other states, and meetings of several, are not.
 */
export function isBilateral(remark: string, host: HostWords): boolean {
  const clause = remark.replace(otherPlaceOrDay, '').trim();
  if (exchangeOfVisits.test(clause) || namedBilateral.test(clause)) return true;
  if (isCommissionWithHost(clause, host) || isAgreementWithHost(clause, host)) return true;
  if (conferenceWith.test(clause) && isMultilateral(clause)) return false;
  return (
    (talksWithoutCounterpart.test(clause) && !neutralHost.test(host.label) && !isMultilateral(clause)) ||
    meetsHostLeaders(clause, host)
  );
}

/** "U.S.-India Strategic Dialogue", in India. */
function isCommissionWithHost(clause: string, { pattern }: HostWords): boolean {
  const [pair] = countryPair.exec(clause) ?? [];
  return (
    pair !== undefined &&
    commission.test(clause) &&
    !/\btrilateral\b/i.test(clause) &&
    new RegExp(pattern, 'u').test(pair.replace(/U\.?S\.?[-–]|[-–]U\.S\./, ' '))
  );
}

/** "Signed Korean Mutual Defense Treaty", in South Korea. */
const isAgreementWithHost = (clause: string, { pattern }: HostWords): boolean =>
  /^signed\b.*\b(?:mutual|bilateral)\b/i.test(clause) && new RegExp(pattern, 'u').test(clause);
