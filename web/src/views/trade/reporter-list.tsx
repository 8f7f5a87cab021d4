import { useQuery } from '../../api/use-query.ts';
import { Coverage } from '../../components/coverage.tsx';
import { Empty } from '../../components/empty-result.tsx';
import { Answer } from '../../components/query-boundary.tsx';
import { QueryButton } from '../../components/query-button.tsx';
import { counted } from '../../format/labels.ts';
import { useAddress } from '../../url-state.ts';
import { type Reporters as Reported, ReportersDocument, type TradeFlowFilter } from './generated/operations.ts';
import { distinct, SourceName } from './source-link.tsx';

/** Whose figures are on record, each a way in; where there are none at all, how they get there. */
export function Reporters({ goods }: { goods: TradeFlowFilter }) {
  const variables = { filter: goods };
  const asked = useQuery(ReportersDocument, variables);
  return (
    <>
      <div class="tools">
        <QueryButton document={ReportersDocument} variables={variables} />
      </div>
      <Answer of={asked} what="whose figures are on record">
        {(reported) =>
          reported.tradeFlows.totalCount === 0 ? (
            <NoneAtAll />
          ) : reported.tradeFlowTotals.length === 0 ? (
            <Empty what="No flow in such goods on record" />
          ) : (
            <>
              <p role="status">
                {counted(reported.tradeFlows.totalCount, 'measured flow')} on record in all. Choose a reporter or a
                partner above, or one of those who report:
              </p>
              <Ways of={reported} />
            </>
          )
        }
      </Answer>
    </>
  );
}

/** What was asked of flows has no answer. */
export function NoFlows({ goods }: { goods: TradeFlowFilter }) {
  const asked = useQuery(ReportersDocument, { filter: goods });
  return (
    <Answer of={asked} what="whose figures are on record">
      {(reported) =>
        reported.tradeFlows.totalCount === 0 ? (
          <NoneAtAll />
        ) : (
          <Empty what="No such flow on record">
            {reported.tradeFlowTotals.length === 0 ? (
              <p>Nobody’s figures on record are of such goods.</p>
            ) : (
              <>
                <p>Figures of such goods are on record from:</p>
                <Ways of={reported} />
              </>
            )}
          </Empty>
        )
      }
    </Answer>
  );
}

function Ways({ of: { tradeFlowTotals } }: { of: Reported }) {
  const address = useAddress();
  const reporters = new Map(
    tradeFlowTotals.flatMap(({ reporter }) => (reporter ? [[reporter.code, reporter.name] as const] : [])),
  );
  return (
    <>
      <ul class="legend reporters">
        {[...reporters].map(([code, name]) => (
          <li key={code}>
            <a href={address.with({ reporter: code, partner: undefined })}>{name}</a>
          </li>
        ))}
      </ul>
      <p class="minor">
        Reported in{' '}
        {distinct(tradeFlowTotals.map(({ source }) => source)).map((source, index) => (
          <span key={source.key}>
            {index > 0 && '; '}
            <SourceName of={source} />
          </span>
        ))}
        .
      </p>
    </>
  );
}

const NoneAtAll = () => (
  <div class="notice empty">
    <h2>No measured flows are on record</h2>
    <p>
      Tables of trade are imported by whoever runs this server; <code>docs/flows.md</code> tells how a table of any
      source is read:
    </p>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
    <pre tabIndex={0}>npm run -s chancery -- import flows table.csv --mapping baci</pre>
    <p>That none is on record does not mean that nothing is traded. What the record covers:</p>
    <Coverage />
  </div>
);
