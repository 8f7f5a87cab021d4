import { Button, ButtonLink } from '../../components/button.tsx';
import { firstPageParams } from '../../components/pager.tsx';
import { Popover } from '../../components/popover.tsx';
import { paths } from '../../route-paths.ts';
import { buildUrl, useUrlState } from '../../url-state.ts';
import { buildExportQuery, findSort } from './build-filter.ts';
import type { SortDefinition } from './list-definition.ts';

/** The order of the list. The headers of the table offer the same, where there is a table. */
export function SortSelect<Order>({ sorts }: { sorts: readonly SortDefinition<Order>[] }) {
  const { params, update } = useUrlState();
  if (sorts.length < 2) return null;
  return (
    <label className="list-sort">
      <span>Sort</span>
      <select
        value={findSort(sorts, params)?.value}
        onChange={({ currentTarget: { value } }) =>
          update({ ...firstPageParams, sort: value === sorts[0]?.value ? undefined : value })
        }
      >
        {sorts.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

const formats = [
  { ending: 'csv', label: 'CSV' },
  { ending: 'jsonl', label: 'JSON Lines' },
  { ending: 'parquet', label: 'Parquet' },
] as const;

const feedFormats = [
  { ending: 'atom', label: 'Atom', type: 'application/atom+xml' },
  { ending: 'json', label: 'JSON Feed', type: 'application/feed+json' },
] as const;

/** A link to a chart of what the filter matches, per year. */
export function ChartLink({ measure }: { measure: string | undefined }) {
  const { params } = useUrlState();
  if (!measure) return null;
  const { type, sort, after, before, size, ...filters } = Object.fromEntries(params);
  // `type` is the type of the chart there.
  return <ButtonLink href={buildUrl(paths.charts, { measure, ...filters, kind: type })}>Chart</ButtonLink>;
}

/** Links to feeds of the newest rows that the filter matches, for feed readers. Browsers find them in the head too. */
export function FeedMenu({ exportName, filter, title }: { exportName: string; filter: object; title: string }) {
  const query = buildExportQuery(filter, undefined);
  return (
    <>
      {feedFormats.map(({ ending, type }) => (
        <link key={ending} rel="alternate" type={type} title={title} href={`/feed/${exportName}.${ending}${query}`} />
      ))}
      <Popover label="Feeds of the list" trigger={<Button>Feed</Button>}>
        <ul className="list-downloads">
          {feedFormats.map(({ ending, label }) => (
            <li key={ending}>
              <a href={`/feed/${exportName}.${ending}${query}`}>{label}</a>
            </li>
          ))}
        </ul>
      </Popover>
    </>
  );
}

/** Links to exports of everything that the filter matches, with a row per record and the keys of its sources. */
export function DownloadMenu({
  exportName,
  filter,
  orderBy,
}: {
  exportName: string;
  filter: object;
  orderBy: readonly unknown[] | undefined;
}) {
  const query = buildExportQuery(filter, orderBy);
  const extraFormats = exportName === 'sources' ? [{ ending: 'bib', label: 'BibTeX' }] : [];
  return (
    <Popover label="Download the list" trigger={<Button>Download</Button>}>
      <ul className="list-downloads">
        {[...formats, ...extraFormats].map(({ ending, label }) => (
          <li key={ending}>
            <a href={`/export/${exportName}.${ending}${query}`} download>
              {label}
            </a>
          </li>
        ))}
      </ul>
      <p className="minor">All rows that match the filter, in the order of the list.</p>
    </Popover>
  );
}
