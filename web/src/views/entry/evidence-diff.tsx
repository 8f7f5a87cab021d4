import { formatCount, humanizeEnum } from '../../format/labels.ts';
import { getFieldLabel } from './field-labels.ts';

/** The members of a citation in the history that are displayed. */
interface CitationSnapshot {
  readonly source?: string;
  readonly field?: string | null;
  readonly basis?: string;
}

/** Displays which citations were added and removed. The history stores the complete list before and after a change. */
export function EvidenceDiff({ from, to }: { from: string | null; to: string | null }) {
  const [before, after] = [parseSnapshots(from), parseSnapshots(to)];
  const [added, removed] = [multisetDifference(after, before), multisetDifference(before, after)];
  if (added.length === 0 && removed.length === 0) return <>reordered</>;
  return (
    <>
      {added.length > 0 && (
        <CitationSnapshotList snapshots={added} title={`${formatCount(added.length, 'citation')} added`} />
      )}
      {removed.length > 0 && (
        <CitationSnapshotList snapshots={removed} title={`${formatCount(removed.length, 'citation')} removed`} />
      )}
    </>
  );
}

const CitationSnapshotList = ({ snapshots, title }: { snapshots: readonly string[]; title: string }) => (
  <>
    {title}:
    <ul className="plain minor">
      {snapshots.map((snapshot, index) => {
        const { source, field, basis } = JSON.parse(snapshot) as CitationSnapshot;
        return (
          <li key={index}>
            {field ? getFieldLabel(field) : 'Whole entry'}: <code>{source}</code>
            {basis && `, ${humanizeEnum(basis)}`}
          </li>
        );
      })}
    </ul>
  </>
);

const parseSnapshots = (value: string | null): string[] =>
  value === null ? [] : (JSON.parse(value) as readonly CitationSnapshot[]).map((snapshot) => JSON.stringify(snapshot));

/** Returns the items that are not excluded. An item that occurs twice must be excluded twice. */
function multisetDifference(items: readonly string[], excluded: readonly string[]): string[] {
  const remaining = [...excluded];
  return items.filter((item) => {
    const index = remaining.indexOf(item);
    if (index >= 0) remaining.splice(index, 1);
    return index < 0;
  });
}
