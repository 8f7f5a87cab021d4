import type { ReactNode } from 'react';
import { ChartFigure } from '../../charts/chart-figure.tsx';
import '../../charts/charts.css';
import type { DownloadColumn } from '../../components/download-buttons.tsx';
import { formatEdtf } from '../../format/date.ts';
import { formatCount } from '../../format/labels.ts';
import { paths } from '../../route-paths.ts';
import { buildUrl } from '../../url-state.ts';
import type { VisitMap } from './generated/operations.ts';
import type { Geography } from './load-geography.ts';
import './map.css';
import type { CountryVisitCounts, VisitCounts } from './visit-counts.ts';
import { type MapMeasure, WorldMap } from './world-map.tsx';

const columns: readonly DownloadColumn<CountryVisitCounts>[] = [
  { name: 'country', value: ({ name }) => name },
  { name: 'code', value: ({ key }) => key },
  { name: 'visits_hosted', value: ({ hostedCount }) => hostedCount },
  { name: 'visits_made', value: ({ madeCount }) => madeCount },
];

const readMapMeasure = (params: URLSearchParams): MapMeasure => (params.get('count') === 'made' ? 'made' : 'hosted');

/** The visits of the selected country, which the title is about, rather than all. */
function formatSelected({ byKey }: VisitCounts, key: string): string {
  const { hostedCount = 0, madeCount = 0 } = byKey.get(key) ?? {};
  return `${formatCount(hostedCount, 'visit')} hosted, ${madeCount.toLocaleString('en')} made`;
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
  const selected = selectedKey === undefined ? undefined : geography.countries.find(({ key }) => key === selectedKey);
  const search = buildUrl('', Object.fromEntries(params));
  const period = [
    params.get('from') && `from ${formatEdtf(params.get('from') ?? '')}`,
    params.get('until') && `until ${formatEdtf(params.get('until') ?? '')}`,
  ];
  return (
    <ChartFigure
      title={selected ? `Visits to and from ${selected.name}` : `Visits ${measure}, by country`}
      subtitle={[
        selected ? formatSelected(counts, selected.key) : formatCount(data.visits.totalCount, 'visit'),
        ...period,
      ]
        .filter(Boolean)
        .join(' · ')}
      source={`Chancery; shapes by Natural Earth`}
      chart={
        <>
          <WorldMap
            geography={geography}
            counts={counts}
            measure={measure}
            selectedKey={selectedKey}
            otherKey={otherKey}
            onSelect={onSelect}
          />
          {controls}
        </>
      }
      columns={columns}
      rows={counts.countries}
      fileName="visits-by-country"
      pagePath={`${paths.map}${search}`}
      level={level}
      embedPath={hasEmbed ? `/embed/map${search}` : undefined}
    />
  );
}
