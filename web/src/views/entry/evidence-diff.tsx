import { formatCount, humanizeEnum } from '../../format/labels.ts';
import { getFieldLabel } from './field-labels.ts';

/** A citation as the history has it; what else it holds is its own affair. */
interface CitationSnapshot {
  readonly source?: string;
  readonly field?: string | null;
  readonly basis?: string;
}

/** Which evidence was added and taken away: the history tells both lists whole. */
export function EvidenceDiff({ from, to }: { from: string | null; to: string | null }) {
  const [was, is] = [parseSnapshots(from), parseSnapshots(to)];
  const [added, gone] = [multisetDifference(is, was), multisetDifference(was, is)];
  if (added.length === 0 && gone.length === 0) return <>put into another order</>;
  return (
    <>
      {added.length > 0 && <CitationSnapshotList of={added} what={`${formatCount(added.length, 'citation')} added`} />}
      {gone.length > 0 && (
        <CitationSnapshotList of={gone} what={`${formatCount(gone.length, 'citation')} taken away`} />
      )}
    </>
  );
}

const CitationSnapshotList = ({ of, what }: { of: readonly string[]; what: string }) => (
  <>
    {what}:
    <ul class="plain minor">
      {of.map((text, index) => {
        const { source, field, basis } = JSON.parse(text) as CitationSnapshot;
        return (
          <li key={index}>
            {field ? getFieldLabel(field) : 'The whole'}: <code>{source}</code>
            {basis && `, ${humanizeEnum(basis)}`}
          </li>
        );
      })}
    </ul>
  </>
);

const parseSnapshots = (value: string | null): string[] =>
  value === null ? [] : (JSON.parse(value) as readonly CitationSnapshot[]).map((one) => JSON.stringify(one));

/** What is in the one and not in the other; what stands twice counts twice. */
function multisetDifference(these: readonly string[], those: readonly string[]): string[] {
  const left = [...those];
  return these.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
