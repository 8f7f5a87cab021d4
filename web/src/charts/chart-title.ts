import { formatCount } from '../format/labels.ts';
import type { ChartData } from './chart-data.ts';
import { dimensions, filterParams } from './chart-query.ts';

/** Returns the title of a chart: `Visits of President of the United States to China per year, by traveller`. */
export function formatChartTitle({ query: { measure, by, split }, names }: ChartData, params: URLSearchParams): string {
  const labels = dimensions[measure];
  const subject = {
    visits: () => [
      'Visits',
      names.has('office') && `by ${addArticle(names.get('office') ?? '')}`,
      names.has('traveller') && `by ${names.get('traveller')}`,
      names.has('country') && `from ${names.get('country')}`,
      names.has('host') && `to ${names.get('host')}`,
      !names.has('host') && names.has('region') && `to ${names.get('region')}`,
    ],
    statements: () => [
      'Statements',
      names.has('speaker') && `by ${names.get('speaker')}`,
      names.has('about') && `about ${names.get('about')}`,
    ],
    flows: () => {
      const isExport = params.get('direction') === 'EXPORT';
      return [
        isExport ? 'Exports' : 'Imports',
        names.has('commodity') && `of ${lowerFirst(names.get('commodity') ?? '')}`,
        names.has('reporter') && `${isExport ? 'from' : 'to'} ${names.get('reporter')}`,
        names.has('partner') && `${isExport ? 'to' : 'from'} ${names.get('partner')}`,
      ];
    },
  }[measure]();
  const axis = by === 'YEAR' ? 'per year' : `by ${labels[by]}`;
  const parts = [...subject, axis].filter(Boolean).join(' ');
  if (split === undefined) return parts;
  return by === 'YEAR' ? `${parts}, by ${labels[split]}` : `${parts} and ${labels[split]}`;
}

const addArticle = (title: string): string => (title.startsWith('“') ? `offices with ${title}` : `the ${title}`);
const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** Returns the period, the number of records and the filters that the title does not name. */
export function formatChartSubtitle(data: ChartData, params: URLSearchParams): string {
  const { query, parts, total, unit } = data;
  const years =
    query.by === 'YEAR' ? parts.flatMap(({ rows }) => rows.map(({ by }) => Number(by.key))).sort((a, b) => a - b) : [];
  const [first, last] = [years[0], years.at(-1)];
  const rest = Object.entries(filterParams[query.measure]).flatMap(([param, label]) => {
    const value = params.get(param);
    if (!value || data.names.has(param) || param === 'direction') return [];
    return [`${label.toLowerCase()}: ${value.toLowerCase().replaceAll('_', ' ')}`];
  });
  return [
    total === undefined ? unit : formatCount(total, query.measure === 'visits' ? 'visit' : 'statement'),
    first !== undefined && (first === last ? String(first) : `${first}–${last}`),
    ...rest,
  ]
    .filter(Boolean)
    .join(' · ');
}
