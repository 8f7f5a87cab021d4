import type { ReactNode } from 'react';
import { useUrlState } from '../url-state.ts';
import './data-table.css';
import { Link } from './link.tsx';
import { firstPageParams } from './pager.tsx';

export interface TableColumn<Row> {
  readonly id: string;
  readonly label: string;
  readonly render: (row: Row) => ReactNode;
  readonly isNumber?: boolean;
  /** The smallest width of the column, as in CSS. */
  readonly minWidth?: string;
  /** Whether a card leaves out the label, because the value explains itself. */
  readonly hasNoCardLabel?: boolean;
  /** The values of the URL's `sort` parameter for this column: the API sorts, over all pages. */
  readonly sort?: { readonly ascending?: string; readonly descending?: string };
}

/**
 * A table whose header stays in view. It scrolls sideways on a phone. Columns with `sort` are links that set `sort` in
 * the URL; the view passes it to the query as the order.
 */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  getKey,
  defaultSort,
  isStacked = false,
}: {
  /** Names the table; visible only to screen readers. */
  caption: string;
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[];
  getKey: (row: Row) => string;
  /** The order without a `sort` parameter. */
  defaultSort?: string;
  /** Whether each row becomes a card where the table has little space, with the labels of its columns. */
  isStacked?: boolean;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content must be reachable by keyboard.
    <section className={isStacked ? 'data-table data-table-stacked' : 'data-table'} aria-label={caption} tabIndex={0}>
      <table>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <ColumnHeader key={column.id} column={column} defaultSort={defaultSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={getKey(row)}>
              {columns.map(({ id, label, isNumber, hasNoCardLabel = false, render }, index) =>
                index === 0 ? (
                  <th key={id} scope="row" className={isNumber ? 'number' : undefined}>
                    {render(row)}
                  </th>
                ) : (
                  <td
                    key={id}
                    className={isNumber ? 'number' : undefined}
                    data-label={isStacked && !hasNoCardLabel ? label : undefined}
                  >
                    {render(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ColumnHeader<Row>({ column, defaultSort }: { column: TableColumn<Row>; defaultSort: string | undefined }) {
  const urlState = useUrlState();
  const { label, isNumber, sort, minWidth } = column;
  const className = isNumber ? 'number' : undefined;
  const style = minWidth === undefined ? undefined : { minWidth };
  if (!sort)
    return (
      <th scope="col" className={className} style={style}>
        {label}
      </th>
    );
  const current = urlState.params.get('sort') ?? defaultSort;
  const direction =
    current === undefined
      ? undefined
      : ({ [sort.ascending ?? '']: 'ascending', [sort.descending ?? '']: 'descending' } as const)[current];
  // The first click sorts numbers and dates from the highest, if the column can.
  const next = (direction === 'descending' ? sort.ascending : sort.descending) ?? sort.ascending ?? sort.descending;
  return (
    <th scope="col" className={className} style={style} aria-sort={direction ?? 'none'}>
      <Link href={urlState.urlWith({ ...firstPageParams, sort: next === defaultSort ? undefined : next })}>
        {label}
        <span aria-hidden="true">{direction === 'ascending' ? ' ↑' : direction === 'descending' ? ' ↓' : ' ↕'}</span>
      </Link>
    </th>
  );
}
