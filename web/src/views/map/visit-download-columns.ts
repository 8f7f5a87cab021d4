import type { DownloadColumn } from '../../components/download-buttons.tsx';
import type { VisitRow } from './generated/operations.ts';
import { countSources } from './visit-list.tsx';

const joinDefined = (texts: readonly (string | undefined)[]): string =>
  texts.filter((text) => text !== undefined).join('; ');

/** The columns of a downloaded table of visits. */
export const visitColumns: readonly DownloadColumn<VisitRow>[] = [
  { name: 'key', value: (row) => row.key },
  { name: 'start', value: (row) => row.start?.edtf },
  { name: 'end', value: (row) => row.end?.edtf },
  { name: 'type', value: (row) => row.type },
  { name: 'status', value: (row) => row.status },
  { name: 'travellers', value: (row) => joinDefined(row.travellers.map(({ party }) => party.name)) },
  { name: 'offices', value: (row) => joinDefined(row.travellers.map(({ term }) => term?.office.title)) },
  {
    name: 'traveller_countries',
    value: (row) => joinDefined([...new Set(row.travellers.map(({ country }) => country?.key))]),
  },
  { name: 'host', value: (row) => row.host.key },
  { name: 'host_name', value: (row) => row.host.name },
  { name: 'place', value: (row) => row.place },
  { name: 'trip', value: (row) => row.trip?.key },
  { name: 'leg', value: (row) => row.leg },
  { name: 'legs', value: (row) => row.trip?.visits.length },
  { name: 'sources', value: (row) => countSources(row) },
  { name: 'summary', value: (row) => row.summary },
  {
    name: 'source_urls',
    value: (row) => [...new Set(row.citations.flatMap(({ source }) => source.url ?? []))].join(' '),
  },
];
