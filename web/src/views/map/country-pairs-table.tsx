import { useState } from 'react';
import { Link } from '../../components/link.tsx';
import { formatDay } from '../../format/date.ts';
import { formatCount } from '../../format/labels.ts';
import { useUrlState } from '../../url-state.ts';
import { buildSelectionParams } from './country-selection.ts';
import type { VisitPair } from './generated/operations.ts';
import { countKnownPairs } from './visit-counts.ts';

/** All pairs of countries as a table, including those without an arc. Its hundreds of links are rendered once it is open. */
export function CountryPairsTable({ pairs }: { pairs: readonly VisitPair[] }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="pairs" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>Show as table: {formatCount(countKnownPairs(pairs), 'pair')} of countries</summary>
      {isOpen && <PairRows pairs={pairs} />}
    </details>
  );
}

function PairRows({ pairs }: { pairs: readonly VisitPair[] }) {
  const urlState = useUrlState();
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content must be reachable by keyboard. */}
      <section className="table-frame" aria-label="Visits by pair of countries" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">From</th>
              <th scope="col">To</th>
              <th scope="col" className="number">
                Visits
              </th>
              <th scope="col">First start</th>
              <th scope="col">Last start</th>
            </tr>
          </thead>
          <tbody>
            {pairs.map(({ travellerCountry, host, count, earliest, latest }) => (
              <tr key={`${travellerCountry?.key}>${host?.key}`}>
                <td>
                  {travellerCountry ? (
                    <Link href={urlState.urlWith(buildSelectionParams(travellerCountry.key))}>
                      {travellerCountry.name}
                    </Link>
                  ) : (
                    'not on record'
                  )}
                </td>
                <td>{host && <Link href={urlState.urlWith(buildSelectionParams(host.key))}>{host.name}</Link>}</td>
                <td className="number">
                  {host && travellerCountry ? (
                    <Link
                      href={urlState.urlWith(buildSelectionParams(host.key, travellerCountry.key))}
                      aria-label={`${formatCount(count, 'visit')}, ${travellerCountry.name} to ${host.name}`}
                    >
                      {count.toLocaleString('en')}
                    </Link>
                  ) : (
                    count.toLocaleString('en')
                  )}
                </td>
                <td>{earliest && formatDay(earliest)}</td>
                <td>{latest && formatDay(latest)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
