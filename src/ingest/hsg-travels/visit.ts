import type { RecordInput } from '../../model/records/index.ts';
import { type ResolvedCountry, uninverted } from '../resolve-country.ts';
import type { Leg } from './leg.ts';
import { readRemarks } from './remarks.ts';
import { type CitationInput, cite } from './source.ts';
import { personKey } from './terms.ts';
import type { HeldTerm } from './traveller.ts';

type VisitInput = Extract<RecordInput, { noun: 'visit' }>;

interface Stay {
  leg: Leg;
  host: ResolvedCountry;
  held: HeldTerm | undefined;
  trip: { key: string; leg: number };
}

export function visitRecord({ leg, host, held, trip }: Stay): VisitInput {
  const { fields, source } = leg;
  const { type, purposes } = readRemarks(fields.remarks.text);
  const place = placeOf(fields.locale.text, host.part);
  const remarks = fields.remarks;
  const citations: CitationInput[] = [
    cite(source, 'STATED'),
    cite(source, held ? 'RESOLVED' : 'STATED', {
      field: 'travellers',
      spans: [...fields.name.spans, ...(held?.elect ? remarks.spans : [])],
    }),
    cite(source, host.matchedOn === 'NAME' && !host.note ? 'STATED' : 'RESOLVED', {
      field: 'host',
      spans: fields.country.spans,
    }),
    cite(source, 'STATED', { field: 'start', spans: fields.start.spans }),
  ];
  if (leg.end) citations.push(cite(source, 'STATED', { field: 'end', spans: fields.end.spans }));
  if (place)
    citations.push(
      cite(source, 'STATED', {
        field: 'place',
        spans: [...fields.locale.spans, ...(host.part ? fields.country.spans : [])],
      }),
    );
  if (remarks.text) citations.push(cite(source, 'STATED', { field: 'remarks', spans: remarks.spans }));
  if (type !== 'UNSPECIFIED') citations.push(cite(source, 'STATED', { field: 'type', spans: remarks.spans }));
  if (purposes.length > 0) citations.push(cite(source, 'INFERRED', { field: 'purposes', spans: remarks.spans }));
  return {
    noun: 'visit',
    key: leg.key,
    summary: summaryOf(leg, held, place),
    travellers: [{ person: personKey(leg.who), ...(held && { term: held.key }) }],
    host: host.key,
    ...(place && { place }),
    start: leg.start,
    ...(leg.end && { end: leg.end }),
    type,
    purposes,
    status: 'COMPLETED',
    ...(remarks.text && { remarks: remarks.text }),
    trip: trip.key,
    leg: trip.leg,
    citations,
  };
}

/** As the source writes such places: "Gleneagles (Scotland)". */
const placeOf = (locale: string, part: string | undefined): string =>
  part === undefined || locale.includes(part) ? locale : locale === '' ? part : `${locale} (${part})`;

const withArticle =
  /^(?:United |U\.S\.S\.R|.*\bRepublic\b|.*Islands$|Netherlands|Philippines|Bahamas|Maldives|Holy See|West Bank|Palestinian |Federated )/;

function summaryOf(leg: Leg, held: HeldTerm | undefined, place: string): string {
  const country = uninverted(leg.fields.country.text.replace(/\s*\(.*\)$/, ''));
  const who = held ? `${held.title} ${leg.name}` : leg.name;
  return `${who} visited ${withArticle.test(country) ? `the ${country}` : country}${place && `: ${place}`}.`;
}
