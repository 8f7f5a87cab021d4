import { counted, lower } from '../../format/labels.ts';
import { labelOf } from './field-labels.ts';

/** A citation as the history has it; what else it holds is its own affair. */
interface Cited {
  readonly source?: string;
  readonly field?: string | null;
  readonly basis?: string;
}

/** Which evidence was added and taken away: the history tells both lists whole. */
export function EvidenceChange({ from, to }: { from: string | null; to: string | null }) {
  const [was, is] = [listOf(from), listOf(to)];
  const [added, gone] = [less(is, was), less(was, is)];
  if (added.length === 0 && gone.length === 0) return <>put into another order</>;
  return (
    <>
      {added.length > 0 && <Cites of={added} what={`${counted(added.length, 'citation')} added`} />}
      {gone.length > 0 && <Cites of={gone} what={`${counted(gone.length, 'citation')} taken away`} />}
    </>
  );
}

const Cites = ({ of, what }: { of: readonly string[]; what: string }) => (
  <>
    {what}:
    <ul class="plain minor">
      {of.map((text, index) => {
        const { source, field, basis } = JSON.parse(text) as Cited;
        return (
          <li key={index}>
            {field ? labelOf(field) : 'The whole'}: <code>{source}</code>
            {basis && `, ${lower(basis)}`}
          </li>
        );
      })}
    </ul>
  </>
);

const listOf = (value: string | null): string[] =>
  value === null ? [] : (JSON.parse(value) as readonly Cited[]).map((one) => JSON.stringify(one));

/** What is in the one and not in the other; what stands twice counts twice. */
function less(these: readonly string[], those: readonly string[]): string[] {
  const left = [...those];
  return these.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
