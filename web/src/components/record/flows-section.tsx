import type { TradeFlowFilter } from '@chancery/sdk';
import { useQuery } from '../../api/use-query.ts';
import { humanizeEnum } from '../../format/labels.ts';
import { paths } from '../../route-paths.ts';
import { buildUrl } from '../../url-state.ts';
import { ErrorNotice } from '../error-notice.tsx';
import { Link } from '../link.tsx';
import { SourceRefLink } from '../source-ref-link.tsx';
import { BarList } from './bar-list.tsx';
import { SectionFlowKindsDocument, type SectionFlows, SectionFlowsDocument } from './generated/operations.ts';

const maxPartners = 8;
const formatAmount = (amount: number): string =>
  amount.toLocaleString('en', { notation: 'compact', maximumSignificantDigits: 3 });

/** The largest measured flow of a country by partner: as it reports it, or as the others do. */
export function FlowsSection({
  title,
  code,
  perspective,
}: {
  title: string;
  code: string;
  perspective: 'reporter' | 'partner';
}) {
  const ofCountry: TradeFlowFilter =
    perspective === 'reporter' ? { reporterKey: { eq: code } } : { partnerKey: { eq: code } };
  const kinds = useQuery(SectionFlowKindsDocument, { filter: ofCountry });
  const largest = kinds.data?.totals.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0))[0];
  const { commodity, direction } = largest ?? {};
  const flows = useQuery(
    SectionFlowsDocument,
    commodity && direction
      ? {
          filter: { ...ofCountry, commodity: { key: { eq: commodity.key } }, direction: [direction] },
          by: [perspective === 'reporter' ? 'PARTNER' : 'REPORTER', 'YEAR'],
        }
      : null,
  );
  const failed = [kinds, flows].find(({ state }) => state === 'failed');
  if (failed && (failed === kinds || commodity))
    return <ErrorNotice error={failed.error} onRetry={failed.retry} subject="trade flows" />;
  if (!commodity || !direction || !flows.data || flows.data.totals.length === 0) return null;
  const { totals } = flows.data;
  const years = totals.flatMap(({ year }) => (year === null ? [] : [year]));
  const [source] = totals.map((total) => total.source);
  const what = `${humanizeEnum(direction)}s of ${(commodity.name ?? commodity.key).toLowerCase()}`;
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <BarList
        title={`${what.charAt(0).toUpperCase()}${what.slice(1)}, ${Math.min(...years)}–${Math.max(...years)}, by ${perspective === 'reporter' ? 'partner' : 'reporter'}, in US dollars`}
        bars={sumByParty(totals).map((bar) => ({
          ...bar,
          text: `$${formatAmount(bar.value)}`,
          href: buildUrl(paths.tradeFlows, {
            [perspective]: code,
            [perspective === 'reporter' ? 'partner' : 'reporter']: bar.key,
          }),
        }))}
      />
      <p className="record-more">
        <Link href={buildUrl(paths.tradeFlows, { [perspective]: code })}>Show all trade flows</Link>
        {source && (
          <span className="minor">
            Source: <SourceRefLink source={source} />
          </span>
        )}
      </p>
    </section>
  );
}

function sumByParty(totals: SectionFlows['totals']): { key: string; label: string; value: number }[] {
  const sums = new Map<string, { key: string; label: string; value: number }>();
  for (const { partner, reporter, value } of totals) {
    const party = partner ?? reporter;
    if (!party) continue;
    const sum = sums.get(party.key) ?? { key: party.key, label: party.name, value: 0 };
    sums.set(party.key, { ...sum, value: sum.value + (value ?? 0) });
  }
  return [...sums.values()].sort((a, b) => b.value - a.value).slice(0, maxPartners);
}
