import { collectPartyNames } from '../../api/collect-party-names.ts';
import { Citations } from './citations.tsx';
import { type EntryData, renderEntryFields } from './entry-fields.tsx';
import { FieldEvidence } from './field-evidence.tsx';
import { getFieldLabel } from './field-labels.ts';
import type { RenderedField } from './field-renderers.tsx';
import { FieldValue, type PartyNames } from './field-value.tsx';

/** Every field with its evidence beside it; those of which nothing is on record are named in a line. */
export function FieldsWithEvidence({ entry }: { entry: EntryData }) {
  const names = collectPartyNames(entry);
  const facts = renderEntryFields(entry);
  const evident = new Set(entry.citations.flatMap(({ field }) => (field === null ? [] : [field])));
  const told = facts.filter(([field, value]) => (value !== null && value !== undefined) || evident.has(field));
  const untold = facts.filter((fact) => !told.includes(fact));
  const known = new Set(facts.map(([field]) => field));
  // Evidence may be for what all entries have, such as the summary.
  const others: RenderedField[] = [...evident]
    .filter((field) => !known.has(field))
    .map((field) => [field, renderServedValue(entry, field, names)]);
  const whole = entry.citations.filter(({ field }) => field === null);
  return (
    <>
      <h2 id="fields">What is on record, and how it is known</h2>
      <dl class="fields">
        {[...told, ...others].map(([field, value]) => (
          <div key={field} id={`field-${field}`} class="fact">
            <dt>{getFieldLabel(field)}</dt>
            <dd>{value ?? <span class="unknown">nothing</span>}</dd>
            <dd class="proof">
              {evident.has(field) ? (
                <FieldEvidence field={field} entry={entry} names={names} />
              ) : (
                !derivedFields.has(field) && <p class="minor">No evidence is cited for this field.</p>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {untold.length > 0 && (
        <p class="minor">
          Nothing on record of: {untold.map(([field]) => getFieldLabel(field).toLowerCase()).join(', ')}.
        </p>
      )}
      {whole.length > 0 && (
        <section>
          <h2>Evidence of the entry as a whole</h2>
          <Citations of={whole} />
        </section>
      )}
    </>
  );
}

/** What other entries say of themselves, or what has its evidence within. */
const derivedFields = new Set(['statements', 'agreements', 'parts', 'renderings']);

/** The value that the record serves of a field that no kind of entry shows by itself. */
function renderServedValue(entry: EntryData, field: string, names: PartyNames) {
  const claims = entry.claims.filter((claim) => claim.field === field);
  const served = claims.find(({ rank }) => rank === 'PREFERRED') ?? claims[0];
  return served && <FieldValue field={field} value={served.value} names={names} />;
}
