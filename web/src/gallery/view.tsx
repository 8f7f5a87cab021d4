import type { ReactNode } from 'react';
import { Badge, StatusBadge } from '../components/badge.tsx';
import { Button, ButtonLink } from '../components/button.tsx';
import { Card, CardGrid } from '../components/card.tsx';
import { DataTable } from '../components/data-table.tsx';
import { Dialog } from '../components/dialog.tsx';
import { EmptyResult } from '../components/empty-result.tsx';
import { ErrorNotice } from '../components/error-notice.tsx';
import { Excerpt } from '../components/excerpt.tsx';
import { Figure } from '../components/figure.tsx';
import { FilterBar } from '../components/filter-bar.tsx';
import { DateField, SelectField, TextField, YearField } from '../components/filter-fields.tsx';
import { PartyField } from '../components/party-field.tsx';
import { Popover } from '../components/popover.tsx';
import { PartyLink } from '../components/record-links.tsx';
import { RecordSearch } from '../components/search/record-search.tsx';
import { Skeleton } from '../components/skeleton.tsx';
import { StatTile, StatTiles } from '../components/stat-tile.tsx';
import { Tabs } from '../components/tabs.tsx';
import { Tooltip } from '../components/tooltip.tsx';
import { usePageTitle } from '../components/use-page-title.ts';
import { useUrlState } from '../url-state.ts';
import './gallery.css';

const Example = ({ name, children }: { name: string; children: ReactNode }) => (
  <section>
    <h2>{name}</h2>
    {children}
  </section>
);

const chartColors = Array.from({ length: 8 }, (_, index) => `--chart-${index + 1}`);
const sequenceColors = ['--chart-none', ...Array.from({ length: 7 }, (_, index) => `--chart-seq-${index + 1}`)];

/** All components on one page, in development only. */
export function View() {
  usePageTitle('Components');
  const urlState = useUrlState();
  return (
    <>
      <h1>Components</h1>
      <p className="lead">Each with its variants, in the theme that the footer selects.</p>
      <Example name="Button, ButtonLink">
        <div className="tools">
          <Button variant="primary">Primary</Button>
          <Button>Secondary</Button>
          <Button variant="quiet">Quiet</Button>
          <Button disabled>Disabled</Button>
          <Button size="small">Small</Button>
          <ButtonLink href="/">Link</ButtonLink>
        </div>
      </Example>
      <Example name="Badge, StatusBadge">
        <div className="tools">
          <Badge>neutral</Badge>
          {['UNDER_WAY', 'COMPLETED', 'POSTPONED', 'CANCELLED'].map((status) => (
            <StatusBadge key={status} status={status} />
          ))}
        </div>
      </Example>
      <Example name="RecordSearch, PartyField, PartyLink with its card">
        <RecordSearch size="large" />
        <p>
          <PartyLink party={{ key: 'KZ', name: 'Kazakhstan' }} /> and{' '}
          <PartyLink party={{ key: 'emmanuel-macron', name: 'Emmanuel Macron' }} />
        </p>
      </Example>
      <Example name="FilterBar with its fields">
        <FilterBar
          label="Filter examples"
          active={['text', 'party', 'from', 'year', 'choice'].flatMap((param) => {
            const value = urlState.params.get(param);
            return value ? [{ param, label: param, value }] : [];
          })}
        >
          <TextField label="Text" param="text" />
          <PartyField label="Country or person" param="party" />
          <DateField label="From" param="from" />
          <YearField label="Year" param="year" />
          <SelectField
            label="Choice"
            param="choice"
            anyLabel="Any"
            options={[
              { value: 'first', label: 'First' },
              { value: 'second', label: 'Second' },
            ]}
          />
        </FilterBar>
      </Example>
      <Example name="StatTile">
        <StatTiles>
          <StatTile value={3021} label="visits" href="/map" />
          <StatTile value={58} label="agreements" />
        </StatTiles>
      </Example>
      <Example name="Card">
        <CardGrid>
          <Card title="With a link" href="/" footer="3 sources">
            <p>The whole card can be clicked.</p>
          </Card>
          <Card title="Without a link">
            <p>Text.</p>
          </Card>
        </CardGrid>
      </Example>
      <Example name="Tabs">
        <Tabs
          label="Examples"
          tabs={[
            { value: 'one', label: 'One', content: <p>The first.</p> },
            { value: 'two', label: 'Two', content: <p>The second.</p> },
          ]}
        />
      </Example>
      <Example name="Figure with DataTable">
        <Figure
          title="Visits by year"
          subtitle="Number of visits, 2022 to 2024"
          chart={<Skeleton lines={5} />}
          table={
            <DataTable
              caption="Visits by year"
              defaultSort="year"
              columns={[
                {
                  id: 'year',
                  label: 'Year',
                  render: ({ year }) => year,
                  sort: { ascending: 'year', descending: 'yearDesc' },
                },
                { id: 'count', label: 'Visits', render: ({ count }) => count, isNumber: true },
              ]}
              rows={[
                { year: 2022, count: 12 },
                { year: 2023, count: 15 },
              ]}
              getKey={({ year }) => String(year)}
            />
          }
          download={<Button>CSV</Button>}
          source={<a href="https://history.state.gov">Office of the Historian</a>}
        />
      </Example>
      <Example name="Excerpt">
        <Excerpt lines={3}>
          <p>{'A long text that is cut after three lines. '.repeat(20)}</p>
        </Excerpt>
      </Example>
      <Example name="Dialog, Popover, Tooltip">
        <div className="tools">
          <Dialog title="Share" trigger={<Button>Open dialog</Button>}>
            <p>Content.</p>
          </Dialog>
          <Popover label="Details" trigger={<Button>Open popover</Button>}>
            Content.
          </Popover>
          <Tooltip content="A hint">
            <Button>With tooltip</Button>
          </Tooltip>
        </div>
      </Example>
      <Example name="EmptyResult, ErrorNotice, Skeleton">
        <EmptyResult title="No matching visits" />
        <ErrorNotice error={new Error('An example')} subject="the example" onRetry={() => undefined} />
        <Skeleton />
      </Example>
      <Example name="Colors of charts">
        {[chartColors, sequenceColors].map((names) => (
          <ul key={names[0]} className="swatches">
            {names.map((name) => (
              <li key={name}>
                <span style={{ background: `var(${name})` }} /> <code>{name}</code>
              </li>
            ))}
          </ul>
        ))}
      </Example>
    </>
  );
}
