import type { RecordInputOf } from '../../model/records/index.ts';
import { type ResolvedCountry, uninvertName } from '../resolve-country.ts';
import type { Leg } from './leg.ts';
import { parseRemarks } from './remarks.ts';
import { type CitationInput, createCitation } from './source.ts';
import { personKey } from './terms.ts';
import type { HeldTerm } from './traveller.ts';

type VisitInput = RecordInputOf<'visit'>;

interface ResolvedLeg {
  leg: Leg;
  host: ResolvedCountry;
  heldTerm: HeldTerm | undefined;
  trip: { key: string; leg: number };
}

export function createVisitRecord({ leg, host, heldTerm: held, trip }: ResolvedLeg): VisitInput {
  const { fields, source } = leg;
  const { type, purposes } = parseRemarks(fields.remarks.text);
  const place = formatPlace(fields.locale.text, host.part);
  const remarks = fields.remarks;
  const citations: CitationInput[] = [
    createCitation(source, 'STATED'),
    createCitation(source, held ? 'RESOLVED' : 'STATED', {
      field: 'travellers',
      spans: [...fields.name.spans, ...(held?.futureTerm ? remarks.spans : [])],
    }),
    createCitation(source, host.matchedOn === 'NAME' && !host.note ? 'STATED' : 'RESOLVED', {
      field: 'host',
      spans: fields.country.spans,
    }),
    createCitation(source, 'STATED', { field: 'start', spans: fields.start.spans }),
  ];
  if (leg.end) citations.push(createCitation(source, 'STATED', { field: 'end', spans: fields.end.spans }));
  if (place)
    citations.push(
      createCitation(source, 'STATED', {
        field: 'place',
        spans: [...fields.locale.spans, ...(host.part ? fields.country.spans : [])],
      }),
    );
  if (remarks.text) citations.push(createCitation(source, 'STATED', { field: 'remarks', spans: remarks.spans }));
  if (type !== 'UNSPECIFIED') citations.push(createCitation(source, 'STATED', { field: 'type', spans: remarks.spans }));
  if (purposes.length > 0)
    citations.push(createCitation(source, 'INFERRED', { field: 'purposes', spans: remarks.spans }));
  return {
    noun: 'visit',
    key: leg.key,
    summary: createSummary(leg, held, place),
    travellers: [{ person: personKey(leg.personId), ...(held && { term: held.key }) }],
    host: host.key,
    ...(host.beforeIndependence && { beforeIndependence: true }),
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

/** Adds the part of the country the way the source does: "Gleneagles (Scotland)". */
const formatPlace = (locale: string, part: string | undefined): string =>
  part === undefined || locale.includes(part) ? locale : locale === '' ? part : `${locale} (${part})`;

const articlePattern =
  /^(?:United |U\.S\.S\.R|.*\bRepublic\b|.*Islands$|Netherlands|Philippines|Bahamas|Maldives|Holy See|West Bank|Palestinian |Federated )/;

function createSummary(leg: Leg, held: HeldTerm | undefined, place: string): string {
  const country = uninvertName(leg.fields.country.text.replace(/\s*\(.*\)$/, ''));
  const who = held ? `${held.title} ${leg.name}` : leg.name;
  return `${who} visited ${articlePattern.test(country) ? `the ${country}` : country}${place && `: ${place}`}.`;
}
