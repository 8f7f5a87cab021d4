import type { RecordInputOf } from '../../model/records/index.ts';
import type { SpeechFile } from './speech-files.ts';

type Debate = Pick<SpeechFile, 'session' | 'year'>;

/** Returns the period of a debate. Since session 58 it starts in September; before that, the months varied. */
export const getDebateDays = ({
  session,
  year,
}: Debate): { edtf: string; basis: 'STATED' | 'INFERRED'; start: string; end: string } =>
  session >= 58
    ? { edtf: `${year}-09/${year}-10`, basis: 'INFERRED', start: `${year}-09-01`, end: `${year}-10-31` }
    : { edtf: String(year), basis: 'STATED', start: `${year}-01-01`, end: `${year}-12-31` };

/** Returns the session of a speech by the key of its source: "ungdc:KAZ_77_2022". */
export function parseSpeechKey(key: string): Debate[] {
  const [, session, year] = /^ungdc:[A-Z]+_(\d+)_(\d{4})$/.exec(key) ?? [];
  return session === undefined ? [] : [{ session: Number(session), year: Number(year) }];
}

/** Creates the coverage of the sessions that were read, by this import or an earlier one. */
export function createCoverageRecord(source: string, speeches: readonly Debate[]): RecordInputOf<'coverage'> {
  const debates = [...new Map(speeches.map((debate) => [debate.session, debate])).values()].toSorted(
    (a, b) => a.session - b.session,
  );
  const days = debates.map(getDebateDays);
  const sessions = formatRuns(debates.map(({ session }) => session));
  return {
    noun: 'coverage',
    source,
    about: 'Speeches in the general debates of the United Nations General Assembly',
    start: days.map(({ start }) => start).toSorted()[0],
    end: days
      .map(({ end }) => end)
      .toSorted()
      .at(-1),
    note: `Read: session${debates.length === 1 ? '' : 's'} ${sessions}. A delegation without a speech may have spoken: not every text was supplied.`,
  };
}

/** "1–3, 5" */
const formatRuns = (numbers: readonly number[]): string =>
  numbers
    .reduce<[first: number, last: number][]>((runs, number) => {
      const run = runs.at(-1);
      if (run && run[1] + 1 === number) run[1] = number;
      else runs.push([number, number]);
      return runs;
    }, [])
    .map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`))
    .join(', ');
