import { formatDay } from '../../format/fuzzy-date.ts';
import { formatCount } from '../../format/labels.ts';
import { useUrlState } from '../../url-state.ts';
import { buildSelectionParams } from './country-selection.ts';
import type { VisitPair } from './generated/operations.ts';
import { countKnownPairs } from './visit-counts.ts';

/** The arcs as a table, and what has none. */
export function CountryPairsTable({ of }: { of: readonly VisitPair[] }) {
  const address = useUrlState();
  return (
    <details class="pairs">
      <summary>The same as a table: {formatCount(countKnownPairs(of), 'pair')} of countries</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <section class="table-frame" aria-label="Visits by pair of countries" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">From</th>
              <th scope="col">To</th>
              <th scope="col" class="number">
                Visits
              </th>
              <th scope="col">First began</th>
              <th scope="col">Last began</th>
            </tr>
          </thead>
          <tbody>
            {of.map(({ travellerCountry, host, count, earliest, latest }) => (
              <tr key={`${travellerCountry?.key}>${host?.key}`}>
                <td>
                  {travellerCountry ? (
                    <a href={address.urlWith(buildSelectionParams(travellerCountry.key))}>{travellerCountry.name}</a>
                  ) : (
                    'not on record'
                  )}
                </td>
                <td>{host && <a href={address.urlWith(buildSelectionParams(host.key))}>{host.name}</a>}</td>
                <td class="number">
                  {host && travellerCountry ? (
                    <a
                      href={address.urlWith(buildSelectionParams(host.key, travellerCountry.key))}
                      aria-label={`${formatCount(count, 'visit')}, ${travellerCountry.name} to ${host.name}`}
                    >
                      {count.toLocaleString('en')}
                    </a>
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
    </details>
  );
}
