import type { ReactNode } from 'react';
import { collectPartyNames } from '../../api/collect-party-names.ts';
import { humanizeEnum } from '../../format/labels.ts';
import { Citations } from './citations.tsx';
import { type EntryData, renderEntryFields } from './entry-fields.tsx';
import { FieldEvidence } from './field-evidence.tsx';
import { getFieldLabel } from './field-labels.ts';
import type { RenderedField } from './field-renderers.tsx';
import { FieldValue, type PartyNames } from './field-value.tsx';

/** Every field with its evidence, followed by the names of the fields without a value. */
export function FieldsWithEvidence({ entry }: { entry: EntryData }) {
  const partyNames = collectPartyNames(entry);
  const fields = renderEntryFields(entry);
  // The words of a statement are above, with their sources.
  const isAbove = (field: string): boolean =>
    entry.__typename === 'Statement' && field === 'text' && !isDisputed(entry, field);
  const fieldsWithEvidence = new Set(
    entry.citations.flatMap(({ field }) => (field === null || isAbove(field) ? [] : [field])),
  );
  const recorded = fields.filter(
    ([field, value]) => (value !== null && value !== undefined) || fieldsWithEvidence.has(field),
  );
  const missing = fields.filter((field) => !recorded.includes(field));
  const fieldNames = new Set(fields.map(([field]) => field));
  // Fields that all entries share, such as the summary, may have evidence too.
  const extraFields: RenderedField[] = [...fieldsWithEvidence]
    .filter((field) => !fieldNames.has(field))
    .map((field) => [field, renderServedValue(entry, field, partyNames)]);
  const wholeEntryCitations = entry.citations.filter(({ field }) => field === null);
  return (
    <>
      <h2 id="fields">Fields and evidence</h2>
      <dl className="fields">
        {[...recorded, ...extraFields].map(([field, value]) => (
          <div key={field} id={`field-${field}`} className="fact">
            <dt>{getFieldLabel(field)}</dt>
            <dd>{value ?? <span className="unknown">none</span>}</dd>
            <dd className="proof">
              {fieldsWithEvidence.has(field) ? (
                <EvidenceDisclosure field={field} entry={entry}>
                  <FieldEvidence field={field} entry={entry} partyNames={partyNames} />
                </EvidenceDisclosure>
              ) : (
                !derivedFields.has(field) && <p className="minor">No evidence cited.</p>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {missing.length > 0 && (
        <p className="minor">
          Not on record: {missing.map(([field]) => getFieldLabel(field).toLowerCase()).join(', ')}.
        </p>
      )}
      {wholeEntryCitations.length > 0 && (
        <section>
          <h2>Evidence for the whole entry</h2>
          <Citations citations={wholeEntryCitations} />
        </section>
      )}
    </>
  );
}

const isDisputed = (entry: EntryData, field: string): boolean =>
  entry.claims.filter((claim) => claim.field === field).length > 1;

/** The evidence of a field on demand, below the names of its sources. Where sources disagree, it is open. */
function EvidenceDisclosure({ field, entry, children }: { field: string; entry: EntryData; children: ReactNode }) {
  if (isDisputed(entry, field)) return children;
  const citations = entry.citations.filter((citation) => citation.field === field);
  const publishers = [...new Set(citations.map(({ source }) => source.publisher))];
  const bases = [...new Set(citations.map(({ basis }) => humanizeEnum(basis)))];
  return (
    <details className="evidence">
      <summary>
        {publishers.join(', ')} <span className="minor">{bases.join(', ')}</span>
      </summary>
      {children}
    </details>
  );
}

/** Fields that consist of other entries. */
const derivedFields = new Set(['parts']);

/** Renders the value that the API returns for a field, taken from its claims. */
function renderServedValue(entry: EntryData, field: string, partyNames: PartyNames) {
  const claims = entry.claims.filter((claim) => claim.field === field);
  const claim = claims.find(({ rank }) => rank === 'PREFERRED') ?? claims[0];
  return claim && <FieldValue field={field} value={claim.value} partyNames={partyNames} />;
}
