import { Link } from '../../components/link.tsx';
import { buildChartUrl, type ReadyChart, readyCharts } from './ready-charts.ts';

/** Ready-made charts, to begin with. */
export const ChartGallery = ({ currentUrl }: { currentUrl?: string }) => (
  <ul className="chart-gallery">
    {readyCharts.map((chart) => {
      const url = buildChartUrl(chart);
      return (
        <li key={chart.title}>
          <Link href={url} className="chart-card" aria-current={url === currentUrl ? 'page' : undefined}>
            <ChartIcon icon={chart.icon} />
            <span>
              <strong>{chart.title}</strong>
              <span className="minor">{chart.description}</span>
            </span>
          </Link>
        </li>
      );
    })}
  </ul>
);

const icons: Readonly<Record<ReadyChart['icon'], string>> = {
  bars: 'M4,36V22h7v14zM15,36V12h7v24zM26,36V18h7v18zM37,36V6h7v30z',
  ranking: 'M4,6h40v7H4zM4,17h28v7H4zM4,28h15v7H4z',
  matrix: 'M4,4h9v9H4zM15,4h9v9h-9zM37,4h7v9h-7zM4,15h9v9H4zM26,15h9v9h-9zM15,26h9v9h-9zM26,26h9v9h-9zM37,26h7v9h-7z',
  network:
    'M6,10a5,5 0 1 0 10,0a5,5 0 1 0 -10,0M32,8a5,5 0 1 0 10,0a5,5 0 1 0 -10,0M20,31a6,6 0 1 0 12,0a6,6 0 1 0 -12,0M16,10l16,-1v1.600l-16,1zM13,14l9,12l-1.500,1l-9,-12zM36,13l-6,13l1.600,0.800l6,-13z',
};

const ChartIcon = ({ icon }: { icon: ReadyChart['icon'] }) => (
  <svg className="chart-icon" viewBox="0 0 48 40" aria-hidden="true">
    <path d={icons[icon]} />
  </svg>
);
