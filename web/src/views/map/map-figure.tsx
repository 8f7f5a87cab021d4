import { type ReactNode, useMemo } from 'react';
import { ChartFigure } from '../../charts/chart-figure.tsx';
import '../../charts/charts.css';
import { describeMainPublisher, listPublishers } from '../../charts/publishers.ts';
import type { DownloadColumn } from '../../components/download-buttons.tsx';
import { formatEdtf } from '../../format/date.ts';
import { formatCount } from '../../format/labels.ts';
import { paths } from '../../route-paths.ts';
import { buildUrl } from '../../url-state.ts';
import type { VisitMap } from './generated/operations.ts';
import type { Geography } from './load-geography.ts';
import './map.css';
import { type CountryVisitCounts, countVisitsBetween, type VisitCounts } from './visit-counts.ts';
import { type MapMeasure, type MapSelection, WorldMap } from './world-map.tsx';

const columns: readonly DownloadColumn<CountryVisitCounts>[] = [
  { name: 'country', value: ({ name }) => name },
  { name: 'code', value: ({ key }) => key },
  { name: 'visits_hosted', value: ({ hostedCount }) => hostedCount },
  { name: 'visits_made', value: ({ madeCount }) => madeCount },
];

/** With a selected country, the table has the visits between it and each other one. */
const selectionColumns = (selected: MapSelection): readonly DownloadColumn<CountryVisitCounts>[] => [
  ...columns.slice(0, 2),
  { name: `visits_to_${selected.key}`, value: ({ key }) => selected.visits.get(key)?.toSelected ?? 0 },
  { name: `visits_from_${selected.key}`, value: ({ key }) => selected.visits.get(key)?.fromSelected ?? 0 },
];

const readMapMeasure = (params: URLSearchParams): MapMeasure => (params.get('count') === 'made' ? 'made' : 'hosted');

/** The visits of the selected country, which the title is about, rather than all. */
function formatSelected({ byKey }: VisitCounts, { key, name }: MapSelection): string {
  const { hostedCount = 0, madeCount = 0 } = byKey.get(key) ?? {};
  return `${formatCount(hostedCount, 'visit')} to ${name}, ${madeCount.toLocaleString('en')} from ${name}`;
}

/** The map as a figure: with its table of countries, its images and its embed code. */
export function MapFigure({
  data,
  counts,
  geography,
  params,
  selectedKey,
  otherKey,
  onSelect,
  controls,
  hasEmbed = true,
  level = 2,
}: {
  data: VisitMap;
  counts: VisitCounts;
  geography: Geography;
  params: URLSearchParams;
  selectedKey: string | undefined;
  otherKey: string | undefined;
  onSelect(country: string | undefined, other?: string): void;
  /** What belongs below the map, such as the years. */
  controls?: ReactNode;
  hasEmbed?: boolean;
  level?: 1 | 2;
}) {
  const measure = readMapMeasure(params);
  const selected = useMemo((): MapSelection | undefined => {
    const country = geography.countries.find(({ key }) => key === selectedKey);
    return country && { ...country, visits: countVisitsBetween(data, country.key) };
  }, [geography, selectedKey, data]);
  const publishers = listPublishers(data.coverages).join('; ') || 'the sources of the record';
  const search = buildUrl('', Object.fromEntries(params));
  const period = [
    params.get('from') && `from ${formatEdtf(params.get('from') ?? '')}`,
    params.get('until') && `until ${formatEdtf(params.get('until') ?? '')}`,
  ];
  return (
    <ChartFigure
      title={selected ? `Visits to and from ${selected.name}` : `Visits ${measure}, by country`}
      subtitle={[selected ? formatSelected(counts, selected) : formatCount(data.visits.totalCount, 'visit'), ...period]
        .filter(Boolean)
        .join(' · ')}
      source={`Chancery, from ${publishers}; shapes by Natural Earth`}
      note={describeMainPublisher(data.coverages, 'visits')}
      chartLabel="Map"
      chart={
        <>
          <WorldMap
            geography={geography}
            counts={counts}
            measure={measure}
            selected={selected}
            otherKey={otherKey}
            onSelect={onSelect}
          />
          {controls}
        </>
      }
      columns={selected ? selectionColumns(selected) : columns}
      rows={selected ? counts.countries.filter(({ key }) => selected.visits.has(key)) : counts.countries}
      fileName={selected ? `visits-of-${selected.key}` : 'visits-by-country'}
      pagePath={`${paths.map}${search}`}
      level={level}
      embedPath={hasEmbed ? `/embed/map${search}` : undefined}
    />
  );
}
