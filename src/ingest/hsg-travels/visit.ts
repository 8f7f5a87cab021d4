import type { RecordInputOf } from '../../model/records/index.ts';
import type { Span } from '../../model/source-text.ts';
import { type ResolvedCountry, uninvertName } from '../resolve-country.ts';
import { createHostWords } from './host-words.ts';
import type { Leg } from './leg.ts';
import { parseRemarks } from './remarks.ts';
import { type CitationInput, createCitation } from './source.ts';
import { personKey } from './terms.ts';
import type { HeldTerm } from './traveller.ts';

interface VisitDetails {
  leg: Leg;
  host: ResolvedCountry;
  /** The names and adjectives of the host. */
  hostNames: readonly string[];
  held: HeldTerm | undefined;
  trip: { key: string; leg: number };
}

export function createVisitRecord({ leg, host, hostNames, held, trip }: VisitDetails): RecordInputOf<'visit'> {
  const { fields, source } = leg;
  const { remarks } = fields;
  const { type, purposes } = parseRemarks(remarks.text, createHostWords(fields.country.text, hostNames));
  const place = formatPlace(fields.locale.text, host.part);
  const cite = (field: string, spans: readonly Span[], basis: CitationInput['basis'] = 'STATED'): CitationInput =>
    createCitation(source, basis, { field, spans });
  const citations: CitationInput[] = [
    createCitation(source, 'STATED'),
    cite(
      'travellers',
      [...fields.name.spans, ...(held?.futureTerm ? remarks.spans : [])],
      held ? 'RESOLVED' : 'STATED',
    ),
    cite('host', fields.country.spans, host.matchedOn === 'NAME' && !host.note ? 'STATED' : 'RESOLVED'),
    cite('start', fields.start.spans),
  ];
  if (leg.end) citations.push(cite('end', fields.end.spans));
  if (place) citations.push(cite('place', [...fields.locale.spans, ...(host.part ? fields.country.spans : [])]));
  if (remarks.text) citations.push(cite('remarks', remarks.spans));
  if (type !== 'UNSPECIFIED') citations.push(cite('type', remarks.spans));
  if (purposes.length > 0) citations.push(cite('purposes', remarks.spans, 'INFERRED'));
  return {
    noun: 'visit',
    key: leg.key,
    summary: createSummary(leg, held, place),
    travellers: [{ party: personKey(leg.personId), ...(held && { term: held.key }) }],
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
