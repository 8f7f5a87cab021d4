import type { TradeFlowFilter } from '@chancery/sdk';
import { useQuery } from '../../api/use-query.ts';
import { EmptyResult } from '../../components/empty-result.tsx';
import { Link } from '../../components/link.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { QueryButton } from '../../components/query-button.tsx';
import { formatCount } from '../../format/labels.ts';
import { useUrlState } from '../../url-state.ts';
import { ReportersDocument, type Reporters as ReportersResult } from './generated/operations.ts';
import { TradeSourceLink, uniqueSources } from './trade-sources.tsx';

/** Links to the reporters on record, or how to import flows if there are none. */
export function ReporterList({ goodsFilter }: { goodsFilter: TradeFlowFilter }) {
  const variables = { filter: goodsFilter };
  const query = useQuery(ReportersDocument, variables);
  return (
    <>
      <div className="tools">
        <QueryButton document={ReportersDocument} variables={variables} />
      </div>
      <QueryBoundary query={query} subject="the reporters">
        {(result) =>
          result.tradeFlows.totalCount === 0 ? (
            <NoFlowsImported />
          ) : result.tradeFlowTotals.length === 0 ? (
            <EmptyResult title="No flows of this commodity" coverage={{ tradeFlows: true }} />
          ) : (
            <>
              <p role="status">
                {formatCount(result.tradeFlows.totalCount, 'measured flow')} on record. Enter a reporter or a partner
                above, or select one of these reporters:
              </p>
              <ReporterLinks result={result} />
            </>
          )
        }
      </QueryBoundary>
    </>
  );
}

/** An empty result, with links to the reporters that match the commodity. */
export function NoMatchingFlows({ goodsFilter }: { goodsFilter: TradeFlowFilter }) {
  const query = useQuery(ReportersDocument, { filter: goodsFilter });
  return (
    <QueryBoundary query={query} subject="the reporters">
      {(result) =>
        result.tradeFlows.totalCount === 0 ? (
          <NoFlowsImported />
        ) : (
          <EmptyResult title="No matching flows" coverage={{ tradeFlows: true }}>
            {result.tradeFlowTotals.length === 0 ? (
              <p>No reporter has flows of this commodity.</p>
            ) : (
              <>
                <p>Reporters with flows of this commodity:</p>
                <ReporterLinks result={result} />
              </>
            )}
          </EmptyResult>
        )
      }
    </QueryBoundary>
  );
}

function ReporterLinks({ result: { tradeFlowTotals } }: { result: ReportersResult }) {
  const urlState = useUrlState();
  const reporters = new Map(
    tradeFlowTotals.flatMap(({ reporter }) => (reporter ? [[reporter.code, reporter] as const] : [])),
  );
  return (
    <>
      <ul className="legend reporters">
        {[...reporters].map(([code, { __typename, name }]) => (
          <li key={code}>
            {__typename === 'Country' ? (
              <Link href={urlState.urlWith({ reporter: code, partner: undefined })}>{name}</Link>
            ) : (
              `${name} (not a country)`
            )}
          </li>
        ))}
      </ul>
      <p className="minor">
        Sources:{' '}
        {uniqueSources(tradeFlowTotals.map(({ source }) => source)).map((source, index) => (
          <span key={source.key}>
            {index > 0 && '; '}
            <TradeSourceLink source={source} />
          </span>
        ))}
        .
      </p>
    </>
  );
}

const NoFlowsImported = () => (
  <div className="notice empty">
    <h2>No measured flows on record</h2>
    <p>
      The operator of this server can import tables of trade statistics, as described in{' '}
      <code>docs/guide/import.md</code>:
    </p>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content must be reachable by keyboard. */}
    <pre tabIndex={0}>npm run -s chancery -- import flows table.csv --mapping baci</pre>
  </div>
);
