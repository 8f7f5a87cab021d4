import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { DataTable } from '../components/data-table.tsx';
import type { DownloadColumn } from '../components/download-buttons.tsx';
import { formatNumber } from './numbers.ts';

const firstRows = 100;

/** The data of a chart as a table: the columns and rows of its CSV. */
export function ChartTable<Row>({
  caption,
  columns,
  rows,
}: {
  caption: string;
  columns: readonly DownloadColumn<Row>[];
  rows: readonly Row[];
}) {
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? rows : rows.slice(0, firstRows);
  const indexes = new Map(shown.map((row, index) => [row, index]));
  return (
    <>
      <DataTable
        caption={caption}
        rows={shown}
        getKey={(row) => String(indexes.get(row))}
        columns={columns.map(({ name, value }) => ({
          id: name,
          label: capitalize(name.replaceAll('_', ' ')),
          isNumber: name !== 'year' && shown.some((row) => typeof value(row) === 'number'),
          render: (row: Row) => {
            const content = value(row);
            return typeof content === 'number' && name !== 'year' ? formatNumber(content) : (content ?? '');
          },
        }))}
      />
      {shown.length < rows.length && (
        <p className="tools">
          <Button size="small" onClick={() => setShowsAll(true)}>
            Show all {rows.length.toLocaleString('en')} rows
          </Button>
        </p>
      )}
    </>
  );
}

const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
