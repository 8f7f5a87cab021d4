import { format } from '@chancery/sdk';
import type { ReactNode } from 'react';
import { fetchQuery, type QueryState, useAsyncData, useQuery } from '../../api/use-query.ts';
import { Card, CardGrid } from '../../components/card.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Link } from '../../components/link.tsx';
import { RankedBars } from '../../components/ranked-bars.tsx';
import { PartyLink, PartyLinks } from '../../components/record-links.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { SourceLink } from '../../components/source-link.tsx';
import { formatCount } from '../../format/labels.ts';
import { buildEntryPath, paths } from '../../route-paths.ts';
import { buildUrl } from '../../url-state.ts';
import {
  FlowYearsDocument,
  HostsOfLeaderDocument,
  LargestFlowsDocument,
  MostTravelledLeaderDocument,
  type VisitsToRegion,
  VisitsToRegionDocument,
} from './generated/operations.ts';

/** Three questions that need sourced, dated records, with the answers that the API gives now. */
export const Questions = () => (
  <CardGrid>
    <VisitorsOfRegion />
    <TravelsOfLeader />
    <LargestSupplies />
  </CardGrid>
);

/** Renders an answer, or that there is none on record. */
function Answer<Data>({
  query,
  children,
}: {
  query: QueryState<Data>;
  children: (data: NonNullable<Data>) => ReactNode;
}) {
  if (query.state === 'failed') return <ErrorNotice error={query.error} onRetry={query.retry} subject="the answer" />;
  if (query.data === undefined) return <Skeleton lines={7} />;
  return query.data === null ? <p>The record has no answer yet.</p> : children(query.data);
}

const region = { group: '143', name: 'Central Asia', since: '2022-01-01' };
const maxVisits = 4;

const describeOutcome = (statements: number, agreements: number): string => {
  const parts = [
    ...(statements > 0 ? [formatCount(statements, 'statement')] : []),
    ...(agreements > 0 ? [formatCount(agreements, 'agreement')] : []),
  ];
  return parts.length > 0 ? `: ${parts.join(', ')}` : '';
};

function VisitorsOfRegion() {
  const query = useQuery(VisitsToRegionDocument, { group: region.group, since: region.since });
  return (
    <Card title={`Who came to ${region.name} since ${region.since.slice(0, 4)}, and what followed?`}>
      <Answer query={query}>{({ visits }) => <Visitors visits={visits} />}</Answer>
    </Card>
  );
}

function Visitors({ visits: { totalCount, nodes } }: { visits: VisitsToRegion['visits'] }) {
  const [statements, agreements] = (['statements', 'agreements'] as const).map((field) =>
    nodes.reduce((sum, visit) => sum + visit[field].totalCount, 0),
  );
  return (
    <>
      <p className="answer">
        {formatCount(totalCount, 'visit')}, followed by {formatCount(statements ?? 0, 'statement')} and{' '}
        {formatCount(agreements ?? 0, 'agreement')}
        {totalCount > nodes.length && ` (of the latest ${nodes.length})`}
      </p>
      <ul className="answer-list">
        {nodes.slice(0, maxVisits).map(({ key, travellers, host, start, statements: said, agreements: signed }) => (
          <li key={key}>
            <PartyLinks parties={travellers.map(({ party }) => party)} /> in <PartyLink party={host} />
            <br />
            <Link className="minor" href={buildEntryPath(key)}>
              {start ? format(start) : 'date unknown'}
              {describeOutcome(said.totalCount, signed.totalCount)}
            </Link>
          </li>
        ))}
      </ul>
      <p className="minor">
        <Link href={buildUrl(paths.visits, { hostGroup: region.group, from: region.since })}>All these visits</Link>
      </p>
    </>
  );
}

function TravelsOfLeader() {
  const query = useAsyncData('home leader', async () => {
    const [leader] = (await fetchQuery(MostTravelledLeaderDocument, {})).visitCounts;
    if (!leader?.traveller) return null;
    const hosts = await fetchQuery(HostsOfLeaderDocument, { key: leader.traveller.key });
    return { leader: leader.traveller, count: leader.count, hosts: hosts.visitCounts };
  });
  const name = query.data?.leader.name ?? 'the most travelled president';
  return (
    <Card title={`Which countries did ${name} visit most?`}>
      <Answer query={query}>
        {({ leader, count, hosts }) => (
          <>
            <p className="answer">{formatCount(count, 'visit')} as head of state, more than anyone else on record</p>
            <RankedBars
              label={`Countries that ${leader.name} visited most`}
              items={hosts.flatMap((item) =>
                item.host ? [{ key: item.host.key, value: item.count, label: <PartyLink party={item.host} /> }] : [],
              )}
            />
            <p className="minor">
              <Link href={buildUrl(paths.visits, { traveller: leader.key })}>All visits</Link>,{' '}
              <Link href={buildUrl(paths.map, { traveller: leader.key })}>on the map</Link>
            </p>
          </>
        )}
      </Answer>
    </Card>
  );
}

const crudeOil = '2709';
const maxFlows = 5;

function LargestSupplies() {
  const query = useAsyncData('home crude oil', async () => {
    const { tradeFlowTotals: years } = await fetchQuery(FlowYearsDocument, { commodity: crudeOil });
    if (years.length === 0) return null;
    const year = Math.max(...years.map((row) => row.year ?? 0));
    const { tradeFlowTotals } = await fetchQuery(LargestFlowsDocument, { commodity: crudeOil, year });
    const flows = tradeFlowTotals
      .flatMap(({ reporter, partner, quantity, unit, source }) =>
        reporter && 'key' in reporter && partner && quantity !== null && unit !== null
          ? [{ reporter, partner, quantity, unit, source }]
          : [],
      )
      .sort((left, right) => right.quantity - left.quantity);
    const [largest] = flows;
    return largest ? { year, flows: flows.slice(0, maxFlows), source: largest.source } : null;
  });
  return (
    <Card title="Who supplies whose crude oil?">
      <Answer query={query}>
        {({ year, flows, source }) => (
          <>
            <p className="answer">The largest imports reported for {year}</p>
            <RankedBars
              label={`Largest imports of crude oil in ${year}`}
              items={flows.map(({ reporter, partner, quantity, unit }) => ({
                key: `${partner.key}>${reporter.key}`,
                value: quantity,
                text: formatQuantity(quantity, unit),
                label: (
                  <Link
                    href={buildUrl(paths.trade, {
                      reporter: reporter.key,
                      partner: partner.key,
                      commodity: crudeOil,
                      as: 'quantity',
                    })}
                  >
                    {partner.name} to {reporter.name}
                  </Link>
                ),
              }))}
            />
            <p className="minor">
              Source: <SourceLink name={source.title ?? source.publisher} url={source.url} />
            </p>
          </>
        )}
      </Answer>
    </Card>
  );
}

const unitNames: Readonly<Record<string, string>> = { bbl: 'barrels' };

/** Returns a quantity as a reader says it: 12.3 million barrels. */
const formatQuantity = (quantity: number, unit: string): string =>
  quantity >= 1e6
    ? `${(quantity / 1e6).toLocaleString('en', { maximumFractionDigits: 1 })} million ${unitNames[unit] ?? unit}`
    : `${Math.round(quantity).toLocaleString('en')} ${unitNames[unit] ?? unit}`;
