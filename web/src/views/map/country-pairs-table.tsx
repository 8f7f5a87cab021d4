import { dayText } from '../../format/fuzzy-date.ts';
import { counted } from '../../format/labels.ts';
import { useAddress } from '../../url-state.ts';
import { choosing } from './country-selection.ts';
import type { VisitPair } from './generated/operations.ts';
import { knownPairs } from './visit-counts.ts';

/** The arcs as a table, and what has none. */
export function Pairs({ of }: { of: readonly VisitPair[] }) {
  const address = useAddress();
  return (
    <details class="pairs">
      <summary>The same as a table: {counted(knownPairs(of), 'pair')} of countries</summary>
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
                    <a href={address.with(choosing(travellerCountry.key))}>{travellerCountry.name}</a>
                  ) : (
                    'not on record'
                  )}
                </td>
                <td>{host && <a href={address.with(choosing(host.key))}>{host.name}</a>}</td>
                <td class="number">
                  {host && travellerCountry ? (
                    <a
                      href={address.with(choosing(host.key, travellerCountry.key))}
                      aria-label={`${counted(count, 'visit')}, ${travellerCountry.name} to ${host.name}`}
                    >
                      {count.toLocaleString('en')}
                    </a>
                  ) : (
                    count.toLocaleString('en')
                  )}
                </td>
                <td>{earliest && dayText(earliest)}</td>
                <td>{latest && dayText(latest)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
