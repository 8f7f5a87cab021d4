import type { StatementMode } from '@chancery/sdk';
import type { ReactNode } from 'react';
import { useAsyncData } from '../../api/use-query.ts';
import { type FilterNames, loadFilterNames } from '../../charts/chart-names.ts';
import { type ChartQuery, filterParams, type Measure } from '../../charts/chart-query.ts';
import { type ActiveFilter, FilterBar } from '../../components/filter-bar.tsx';
import { SelectField, TextField, YearField } from '../../components/filter-fields.tsx';
import { PartyField } from '../../components/party-field.tsx';
import { statementModeLabels } from '../../format/labels.ts';
import { useUrlState } from '../../url-state.ts';
import { visitStatusOptions, visitTypeOptions } from '../map/visit-filter.ts';
import { flowDirectionOptions } from '../trade/trade-labels.ts';

const modeOptions = (Object.keys(statementModeLabels) as StatementMode[]).map((value) => ({
  value,
  label: statementModeLabels[value],
}));

const fields: Readonly<Record<Measure, () => ReactNode>> = {
  visits: () => (
    <>
      <PartyField label="Host" param="host" kinds={['COUNTRY']} />
      <PartyField label="Region of the host" param="region" kinds={['GROUP']} />
      <PartyField label="Country of the traveller" param="country" kinds={['COUNTRY']} />
      <PartyField label="Traveller" param="traveller" kinds={['PERSON']} />
      <TextField label="Office" param="office" hint="words of its title, or its key: us:president" />
      <SelectField label="Type" param="kind" anyLabel="Any" options={visitTypeOptions} />
      <SelectField label="Status" param="status" anyLabel="Any" options={visitStatusOptions} />
    </>
  ),
  statements: () => (
    <>
      <PartyField label="Speaker" param="speaker" />
      <PartyField label="About" param="about" />
      <SelectField label="Mode" param="mode" anyLabel="Any" options={modeOptions} />
      <TextField label="Words" param="text" />
    </>
  ),
  flows: () => (
    <>
      <TextField label="Reporter" param="reporter" hint="a code (DE), part of a name, or group:EU" />
      <TextField label="Partner" param="partner" hint="the same forms" />
      <TextField label="Commodity" param="commodity" hint="an HS code (2709) or words" />
      <SelectField
        label="Direction"
        param="direction"
        anyLabel="Imports of the reporter"
        options={flowDirectionOptions.slice(1)}
      />
      <SelectField
        label="Unit"
        param="as"
        anyLabel="US dollars"
        options={[{ value: 'quantity', label: 'Quantities' }]}
      />
    </>
  ),
};

/** The filters of a chart, with the active ones as chips. */
export function ChartFilters({ query }: { query: ChartQuery }) {
  const { params } = useUrlState();
  const names = useAsyncData(`names ${params.toString()}`, () => loadFilterNames(query, params));
  const Fields = fields[query.measure];
  return (
    <FilterBar label="Filter the chart" active={listActiveFilters(query.measure, params, names.data)}>
      <Fields />
      <YearField label="From" param="from" />
      <YearField label="Until" param="until" />
    </FilterBar>
  );
}

const listActiveFilters = (measure: Measure, params: URLSearchParams, names: FilterNames | undefined): ActiveFilter[] =>
  Object.entries(filterParams[measure]).flatMap(([param, label]) => {
    const value = params.get(param);
    return value ? [{ param, label, value: names?.get(param) ?? value.toLowerCase().replaceAll('_', ' ') }] : [];
  });
