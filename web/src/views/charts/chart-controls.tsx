import {
  type ChartQuery,
  type ChartType,
  type Dimension,
  dimensions,
  isMeasure,
  listChartTypes,
  type Measure,
  measureLabels,
} from '../../charts/chart-query.ts';
import { useUrlState } from '../../url-state.ts';

const typeLabels: Readonly<Record<ChartType, string>> = {
  bars: 'Bars',
  areas: 'Areas',
  lines: 'Lines',
  ranking: 'Ranking',
  matrix: 'Matrix',
  network: 'Network',
};

/** Selects what a chart counts, by which dimensions, and how it is drawn. */
export function ChartControls({ query }: { query: ChartQuery }) {
  const urlState = useUrlState();
  const { measure, by, split, type } = query;
  const options = (Object.entries(dimensions[measure]) as [Dimension, string][]).map(([value, label]) => ({
    value,
    label: label.charAt(0).toUpperCase() + label.slice(1),
  }));
  const types = listChartTypes(measure, by, split);
  return (
    <div className="chart-controls">
      <Select
        label="Count"
        value={measure}
        options={(Object.keys(dimensions) as Measure[]).map((value) => ({ value, label: measureLabels[value] }))}
        // The other measures have other dimensions and filters.
        onChange={(value) => {
          if (isMeasure(value)) urlState.update(keepOnlyDates(urlState.params, value));
        }}
      />
      <Select
        label="By"
        value={by}
        options={options}
        onChange={(value) =>
          urlState.update({ measure, by: value, split: value === split ? undefined : split, type: undefined })
        }
      />
      <Select
        label="Split by"
        value={split ?? ''}
        options={[{ value: '', label: 'Nothing' }, ...options.filter(({ value }) => value !== by)]}
        onChange={(value) => urlState.update({ measure, by, split: value || undefined, type: undefined })}
      />
      {types.length > 1 && (
        <fieldset className="chart-types">
          <legend>Chart</legend>
          {types.map((value) => (
            <label key={value}>
              <input
                type="radio"
                name="type"
                checked={value === type}
                onChange={() => urlState.update({ measure, by, split, type: value })}
              />
              <span>{typeLabels[value]}</span>
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}

const keepOnlyDates = (params: URLSearchParams, measure: Measure): Record<string, string | undefined> => ({
  ...Object.fromEntries(
    [...params.keys()].filter((name) => name !== 'from' && name !== 'until').map((name) => [name, undefined]),
  ),
  measure,
});

function Select({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string;
  options: readonly { readonly value: string; readonly label: string }[];
  onChange(value: string): void;
}) {
  return (
    <label className="field">
      <span>{label}</span>
      <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
