import type { TradeFlowFilter } from '@chancery/sdk';
import { useQuery } from '../../api/use-query.ts';
import { Coverage } from '../../components/coverage.tsx';
import { EmptyResult } from '../../components/empty-result.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { QueryButton } from '../../components/query-button.tsx';
import { formatCount } from '../../format/labels.ts';
import { useUrlState } from '../../url-state.ts';
import { type Reporters as Reported, ReportersDocument } from './generated/operations.ts';
import { SourceLink, uniqueSources } from './source-link.tsx';

/** Whose figures are on record, each a way in; where there are none at all, how they get there. */
export function ReporterList({ goods }: { goods: TradeFlowFilter }) {
  const variables = { filter: goods };
  const asked = useQuery(ReportersDocument, variables);
  return (
    <>
      <div class="tools">
        <QueryButton document={ReportersDocument} variables={variables} />
      </div>
      <QueryBoundary of={asked} what="whose figures are on record">
        {(reported) =>
          reported.tradeFlows.totalCount === 0 ? (
            <NoFlowsImported />
          ) : reported.tradeFlowTotals.length === 0 ? (
            <EmptyResult what="No flow in such goods on record" />
          ) : (
            <>
              <p role="status">
                {formatCount(reported.tradeFlows.totalCount, 'measured flow')} on record in all. Choose a reporter or a
                partner above, or one of those who report:
              </p>
              <ReporterLinks of={reported} />
            </>
          )
        }
      </QueryBoundary>
    </>
  );
}

/** What was asked of flows has no answer. */
export function NoMatchingFlows({ goods }: { goods: TradeFlowFilter }) {
  const asked = useQuery(ReportersDocument, { filter: goods });
  return (
    <QueryBoundary of={asked} what="whose figures are on record">
      {(reported) =>
        reported.tradeFlows.totalCount === 0 ? (
          <NoFlowsImported />
        ) : (
          <EmptyResult what="No such flow on record">
            {reported.tradeFlowTotals.length === 0 ? (
              <p>Nobody’s figures on record are of such goods.</p>
            ) : (
              <>
                <p>Figures of such goods are on record from:</p>
                <ReporterLinks of={reported} />
              </>
            )}
          </EmptyResult>
        )
      }
    </QueryBoundary>
  );
}

function ReporterLinks({ of: { tradeFlowTotals } }: { of: Reported }) {
  const address = useUrlState();
  const reporters = new Map(
    tradeFlowTotals.flatMap(({ reporter }) => (reporter ? [[reporter.code, reporter.name] as const] : [])),
  );
  return (
    <>
      <ul class="legend reporters">
        {[...reporters].map(([code, name]) => (
          <li key={code}>
            <a href={address.urlWith({ reporter: code, partner: undefined })}>{name}</a>
          </li>
        ))}
      </ul>
      <p class="minor">
        Reported in{' '}
        {uniqueSources(tradeFlowTotals.map(({ source }) => source)).map((source, index) => (
          <span key={source.key}>
            {index > 0 && '; '}
            <SourceLink of={source} />
          </span>
        ))}
        .
      </p>
    </>
  );
}

const NoFlowsImported = () => (
  <div class="notice empty">
    <h2>No measured flows are on record</h2>
    <p>
      Tables of trade are imported by whoever runs this server; <code>docs/guide/import.md</code> tells how a table of
      any source is read:
    </p>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
    <pre tabIndex={0}>npm run -s chancery -- import flows table.csv --mapping baci</pre>
    <p>That none is on record does not mean that nothing is traded. What the record covers:</p>
    <Coverage />
  </div>
);
