import { paths } from '../../route-paths.ts';
import { buildUrl } from '../../url-state.ts';

/** A chart of the gallery. */
export interface ReadyChart {
  readonly title: string;
  readonly description: string;
  readonly icon: 'bars' | 'ranking' | 'matrix' | 'network';
  readonly params: Readonly<Record<string, string>>;
}

export const readyCharts: readonly ReadyChart[] = [
  {
    title: 'Visits per year by region',
    description: 'Where in the world travellers went, since the first visit on record.',
    icon: 'bars',
    params: { measure: 'visits', by: 'YEAR', split: 'HOST_GROUP' },
  },
  {
    title: 'Most visited countries',
    description: 'The hosts of the most visits.',
    icon: 'ranking',
    params: { measure: 'visits', by: 'HOST', type: 'ranking' },
  },
  {
    title: 'Who visits whom',
    description: 'A matrix of the countries of travellers and their hosts.',
    icon: 'matrix',
    params: { measure: 'visits', by: 'TRAVELLER_COUNTRY', split: 'HOST', type: 'matrix' },
  },
  {
    title: 'The network of visits',
    description: 'Which countries are linked by the most visits, in both directions.',
    icon: 'network',
    params: { measure: 'visits', by: 'TRAVELLER_COUNTRY', split: 'HOST', type: 'network' },
  },
  {
    title: 'US presidents in China',
    description: 'Visits per year to China by presidents of the United States.',
    icon: 'bars',
    params: { measure: 'visits', by: 'YEAR', split: 'TRAVELLER', office: 'us:president', host: 'CN' },
  },
  {
    title: 'Crude oil imports of the EU',
    description: 'Who supplied the members of the European Union, by year.',
    icon: 'bars',
    params: { measure: 'flows', by: 'YEAR', split: 'PARTNER', reporter: 'group:EU', commodity: '2709' },
  },
  {
    title: 'Germany’s crude oil by partner',
    description: 'Who supplied Germany’s crude oil, by year, as both sides report it.',
    icon: 'bars',
    params: { measure: 'flows', by: 'YEAR', split: 'PARTNER', reporter: 'DE', commodity: '2709' },
  },
  {
    title: 'Who is quoted',
    description: 'The speakers of the most statements.',
    icon: 'ranking',
    params: { measure: 'statements', by: 'SPEAKER', type: 'ranking' },
  },
];

export const buildChartUrl = ({ params }: Pick<ReadyChart, 'params'>): string => buildUrl(paths.charts, params);
