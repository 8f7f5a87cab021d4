import type { ReactNode } from 'react';
import './figure.css';
import { Tabs } from './tabs.tsx';

interface FigureProps {
  /** What it shows, as a sentence or a heading. */
  title: ReactNode;
  /** The measure, the unit and the period. */
  subtitle?: ReactNode;
  /** What the reader must know to understand the counts. */
  note?: string | undefined;
  /** The chart or map. */
  chart: ReactNode;
  chartLabel?: string | undefined;
  /** The same data as a table. */
  table?: ReactNode;
  /** Buttons to download the data and the picture. */
  download?: ReactNode;
  /** Buttons below the tabs, such as one to embed the figure. */
  actions?: ReactNode;
  /** Where the data comes from, and when. */
  source: ReactNode;
  level?: 1 | 2 | 3;
  id?: string;
}

/** A chart with everything that a reader needs to quote it: title, subtitle, source, table and download. */
export function Figure({
  title,
  subtitle,
  note,
  chart,
  chartLabel = 'Chart',
  table,
  download,
  actions,
  source,
  level = 2,
  id,
}: FigureProps) {
  const Heading = `h${level}` as const;
  const tabs = [
    { value: 'chart', label: chartLabel, content: chart, keepMounted: true },
    ...(table === undefined ? [] : [{ value: 'table', label: 'Table', content: table }]),
    ...(download === undefined ? [] : [{ value: 'download', label: 'Download', content: download }]),
  ];
  return (
    <figure className="figure" id={id}>
      <figcaption>
        <Heading>{title}</Heading>
        {subtitle !== undefined && <p>{subtitle}</p>}
        {note !== undefined && <p className="figure-note">{note}</p>}
      </figcaption>
      {tabs.length === 1 ? chart : <Tabs label="Views of the data" tabs={tabs} />}
      <div className="figure-foot">
        <p className="figure-source">Source: {source}</p>
        {actions}
      </div>
    </figure>
  );
}
