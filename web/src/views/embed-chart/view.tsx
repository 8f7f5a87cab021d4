import '../../charts/charts.css';
import { CountedChart } from '../../charts/counted-chart.tsx';
import { usePageTitle } from '../../components/use-page-title.ts';
import { useUrlState } from '../../url-state.ts';

/** A chart alone, for pages of other sites. Its parameters are those of the Charts page. */
export function View() {
  usePageTitle('Chart');
  const { params } = useUrlState();
  return <CountedChart params={params} hasEmbed={false} level={1} />;
}
