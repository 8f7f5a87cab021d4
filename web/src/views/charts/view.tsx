import '../../charts/charts.css';
import { parseChartQuery } from '../../charts/chart-query.ts';
import { CountedChart } from '../../charts/counted-chart.tsx';
import { usePageTitle } from '../../components/use-page-title.ts';
import { buildUrl, useUrlState } from '../../url-state.ts';
import { ChartControls } from './chart-controls.tsx';
import { ChartFilters } from './chart-filters.tsx';
import { ChartGallery } from './chart-gallery.tsx';
import './charts-view.css';
import { readyCharts } from './ready-charts.ts';

/** Charts of whatever the API can count. The URL holds the measure, the dimensions, the filters and the type. */
export function View() {
  usePageTitle('Charts');
  const { path, params } = useUrlState();
  const shown = params.has('measure') ? params : new URLSearchParams(readyCharts[0]?.params);
  const query = parseChartQuery(shown);
  return (
    <>
      <h1>Charts</h1>
      <p className="lead">Visits, statements and trade flows, counted by the dimensions that you select.</p>
      <section aria-label="Chart">
        <ChartControls query={query} />
        <CountedChart params={shown} />
        <ChartFilters query={query} />
      </section>
      <section aria-labelledby="more-charts">
        <h2 id="more-charts">More charts</h2>
        <ChartGallery currentUrl={buildUrl(path, Object.fromEntries(shown))} />
      </section>
    </>
  );
}
