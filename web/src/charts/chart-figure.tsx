/**
 * A figure of a chart: title, subtitle, source, and tabs for the chart, its table and its downloads.
 *
 *     <ChartFigure
 *       title="Visits per year" subtitle="1990–2026" source="Office of the Historian"
 *       fileName="visits-per-year" columns={[{ name: 'year', value: (row) => row.year }, …]} rows={rows}
 *       embedPath="/embed/chart?measure=visits&by=YEAR"
 *       chart={<YearChart label="Visits per year" mode="bars" unit="Visits" panels={[{ series }]} />}
 *     />
 *
 * Charts: YearChart (bars, areas, lines; one or more panels), RankedBars, MatrixChart, NetworkChart. All take data
 * that is loaded already (`series.ts`), fill the width of their container and need no other styles.
 */
import { type ReactNode, useRef, useState } from 'react';
import { Button } from '../components/button.tsx';
import { type DownloadColumn, saveFile, toCsv } from '../components/download-buttons.tsx';
import { ErrorNotice } from '../components/error-notice.tsx';
import { Figure } from '../components/figure.tsx';
import { ChartTable } from './chart-table.tsx';
import { EmbedButton } from './embed-button.tsx';
import { renderPngImage, renderSvgImage } from './export-image.ts';

interface ChartFigureProps<Row> {
  readonly title: string;
  readonly subtitle: string;
  /** The sources in words, for the image. */
  readonly source: string;
  /** The sources with links, for the page. */
  readonly sourceLinks?: ReactNode;
  /** What the reader must know to understand the counts. It is in the image too. */
  readonly note?: string | undefined;
  readonly chart: ReactNode;
  /** The name of the first tab; by default “Chart”. */
  readonly chartLabel?: string;
  readonly columns: readonly DownloadColumn<Row>[];
  /** Everything that the chart shows. */
  readonly rows: readonly Row[];
  /** Without the extension. */
  readonly fileName: string;
  /** The path of the chart on a page of its own, for other sites to embed. */
  readonly embedPath?: string | undefined;
  /** The path of the page that shows the chart. By default, the current one. */
  readonly pagePath?: string | undefined;
  readonly moreDownloads?: ReactNode;
  readonly level?: 1 | 2 | 3;
  readonly id?: string;
}

export function ChartFigure<Row>(props: ChartFigureProps<Row>) {
  const { title, subtitle, note, source, sourceLinks, chart, chartLabel, columns, rows, embedPath, level, id } = props;
  const container = useRef<HTMLDivElement>(null);
  return (
    <div ref={container} className="chart-figure">
      <Figure
        title={title}
        subtitle={subtitle}
        note={note}
        chartLabel={chartLabel}
        source={sourceLinks ?? source}
        chart={chart}
        table={<ChartTable caption={title} columns={columns} rows={rows} />}
        download={
          <ChartDownloads
            {...props}
            findChart={() => container.current?.querySelector<SVGSVGElement>('svg.chart-svg, svg.world')}
          />
        }
        {...(embedPath && { actions: <EmbedButton path={embedPath} title={title} /> })}
        {...(level && { level })}
        {...(id && { id })}
      />
    </div>
  );
}

function ChartDownloads<Row>({
  title,
  subtitle,
  note,
  source,
  columns,
  rows,
  fileName,
  pagePath,
  moreDownloads,
  findChart,
}: ChartFigureProps<Row> & { findChart(): SVGSVGElement | null | undefined }) {
  const [error, setError] = useState<unknown>();
  const attempt = (save: () => Promise<void>) => (): void => {
    setError(undefined);
    save().catch(setError);
  };
  const render = (): string => {
    const chart = findChart();
    if (!chart) throw new Error('There is no chart to save.');
    const url = new URL(pagePath ?? location.href, location.href).href;
    return renderSvgImage(chart, { title, subtitle, source: note === undefined ? source : `${source}. ${note}`, url });
  };
  const saveSvg = async (): Promise<void> => saveFile(`${fileName}.svg`, render(), 'image/svg+xml');
  const savePng = async (): Promise<void> => saveFile(`${fileName}.png`, await renderPngImage(render()), 'image/png');
  const saveCsv = async (): Promise<void> =>
    saveFile(`${fileName}.csv`, await toCsv(rows, columns), 'text/csv;charset=utf-8');
  return (
    <>
      <dl className="chart-downloads">
        <div>
          <dt>Image</dt>
          <dd className="tools">
            <Button onClick={attempt(savePng)}>PNG</Button>
            <Button onClick={attempt(saveSvg)}>SVG</Button>
            <span className="minor">The chart as it is shown, with its title and source.</span>
          </dd>
        </div>
        <div>
          <dt>Data</dt>
          <dd className="tools">
            <Button onClick={attempt(saveCsv)}>CSV</Button>
            <span className="minor">The {rows.length.toLocaleString('en')} rows of the table.</span>
          </dd>
        </div>
        {moreDownloads}
      </dl>
      {error !== undefined && <ErrorNotice error={error} subject="the download" />}
    </>
  );
}
