import trainedWeights from './data/speaker-weights.json' with { type: 'json' };
import type { SpeakerCandidate } from './speaker-candidate.ts';

export type Weights = Readonly<Record<string, number>>;

/** The weights that bench/reader/train.ts learned from LitBank (CC BY 4.0). */
export const shippedWeights: Weights = trainedWeights;

export interface RankedCandidate {
  candidate: SpeakerCandidate;
  /** From 0 to 1; those of all candidates of a passage add up to 1. */
  probability: number;
}

/** Ranks the possible speakers of a passage, the most probable first. The same words count once, with their best reason. */
export function rankSpeakers(
  candidates: readonly SpeakerCandidate[],
  weights: Weights = shippedWeights,
): RankedCandidate[] {
  const best = new Map<string, { candidate: SpeakerCandidate; score: number }>();
  for (const candidate of candidates) {
    const score = scoreCandidate(candidate, weights);
    const key = `${candidate.phrase.start}`;
    const known = best.get(key);
    if (!known) best.set(key, { candidate, score });
    else {
      // The speaker of the quotation before, who is also named nearby, has the same addressee as there.
      const isCarried = candidate.origin === 'CARRIED' && known.candidate.origin === 'EARLIER';
      const isBetter = isCarried || known.score < score;
      best.set(key, { candidate: isBetter ? candidate : known.candidate, score: Math.max(known.score, score) });
    }
  }
  const all = [...best.values()].sort(
    (a, b) => b.score - a.score || a.candidate.phrase.start - b.candidate.phrase.start,
  );
  const top = all[0]?.score ?? 0;
  const total = all.reduce((sum, { score }) => sum + Math.exp(score - top), 0);
  return all.map(({ candidate, score }) => ({ candidate, probability: Math.exp(score - top) / total }));
}

const scoreCandidate = ({ features }: SpeakerCandidate, weights: Weights): number =>
  features.reduce((sum, feature) => sum + (weights[feature] ?? 0), 0);
