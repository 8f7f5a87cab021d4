import type { RecordInputOf } from '../../model/records/index.ts';
import { withDefiniteArticle } from '../definite-article.ts';
import { createHostWords, type HostWords } from '../hsg-travels/host-words.ts';
import { findPurposes } from '../hsg-travels/remarks.ts';
import { type CitationInput, createCitation } from '../hsg-travels/source.ts';
import type { XmlField } from '../read-xml.ts';
import { uninvertName } from '../resolve-country.ts';
import type { Origin } from './origin.ts';
import type { VisitRow } from './row.ts';
import { findVisitType } from './type.ts';

/** The country that the list is about. */
const hostKey = 'US';

export interface VisitTraveller {
  party: string;
  term?: string;
  /** Whether the person is known by this name alone. */
  isStated: boolean;
}

/** US presidents and their governments, whom descriptions name without the country. */
const hostLeaders =
  /\b(?:Vice )?President(?:-elect)? (?:Grant|Hayes|Garfield|Arthur|Cleveland|Harrison|McKinley|Roosevelt|Taft|Wilson|Harding|Coolidge|Hoover|Truman|Eisenhower|Kennedy|Johnson(?![ -]Sirleaf)|Nixon|Ford|Carter|Reagan|Bush|Clinton|Obama|Trump|Biden|Rockefeller|Mondale|Quayle|Gore|Cheney|Pence|Harris)\b|\b(?:Acting )?Secretar(?:y|ies) of (?:State|Defense|the Treasury)\b|\bU\.?S\.? (?:officials|government|leaders)\b/;

export const createVisitHostWords = (names: readonly string[]): HostWords => ({
  ...createHostWords('United States', names),
  leaders: hostLeaders,
});

export function createVisitRecord(
  row: VisitRow,
  { travellers, origin, host }: { travellers: readonly VisitTraveller[]; origin: Origin; host: HostWords },
): RecordInputOf<'visit'> {
  const { fields, source, start, end } = row;
  const { description } = fields;
  const type = findVisitType(description.text);
  const purposes = findPurposes(description.text, new Set([type]), host);
  const cite = (field: string, { spans }: Pick<XmlField, 'spans'>, basis: CitationInput['basis'] = 'STATED') =>
    createCitation(source, basis, { field, spans });
  const isStated = origin.isStated && travellers.every((traveller) => traveller.isStated && !traveller.term);
  return {
    noun: 'visit',
    key: row.key,
    summary: `${fields.visitor.text} of ${formatCountry(row.country.label)} visited the United States.`,
    // The country is recorded with each traveller, because most of the offices are not on record.
    travellers: travellers.map(({ party, term }) => ({ party, ...(term && { term }), country: origin.key })),
    host: hostKey,
    start,
    ...(end && { end }),
    type,
    purposes,
    status: 'COMPLETED',
    ...(description.text && { remarks: description.text }),
    citations: [
      createCitation(source, 'STATED'),
      cite(
        'travellers',
        { spans: [...fields.visitor.spans, ...fields.country.spans] },
        isStated ? 'STATED' : 'RESOLVED',
      ),
      // The source is a list of visits to the United States.
      cite('host', { spans: [] }),
      cite('start', fields.start),
      ...(end ? [cite('end', fields.end)] : []),
      ...(description.text ? [cite('remarks', description)] : []),
      ...(type === 'UNSPECIFIED' ? [] : [cite('type', description)]),
      ...(purposes.length > 0 ? [cite('purposes', description, 'INFERRED')] : []),
    ],
  };
}

const formatCountry = (label: string): string => {
  const name = uninvertName(label.replace(/\s*\(.*\)$/, ''));
  return /^The /.test(name) ? name.replace(/^The/, 'the') : withDefiniteArticle(name);
};
