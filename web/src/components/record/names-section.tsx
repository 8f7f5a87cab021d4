import type { Identifier, Name } from '@chancery/sdk';
import { getLanguageName, humanizeEnum } from '../../format/labels.ts';
import { Excerpt } from '../excerpt.tsx';
import { SourceLink } from '../source-link.tsx';

/** The other names of a party in all languages, and its identifiers elsewhere. */
export function NamesSection({
  name,
  names,
  sameAs,
}: {
  name: string;
  names: readonly Name[];
  sameAs: readonly Identifier[];
}) {
  const others = names.filter(({ text }) => text !== name);
  if (others.length === 0 && sameAs.length === 0) return null;
  return (
    <section aria-label="Names and identifiers">
      <h2>Names and identifiers</h2>
      {others.length > 0 && (
        <Excerpt lines={5} label={`Show all ${others.length} names`}>
          <ul className="record-names">
            {others.map(({ text, language, kind }, index) => (
              <li key={index}>
                <span lang={language ?? undefined}>{text}</span>{' '}
                <span className="minor">
                  {[kind === 'SHORT' ? '' : humanizeEnum(kind), language && getLanguageName(language)]
                    .filter(Boolean)
                    .join(', ')}
                </span>
              </li>
            ))}
          </ul>
        </Excerpt>
      )}
      {sameAs.length > 0 && (
        <dl className="facts">
          {sameAs.map(({ scheme, value, url }) => (
            <div key={`${scheme} ${value}`}>
              <dt>{identifierLabels[scheme] ?? scheme}</dt>
              <dd>
                <SourceLink name={value} url={url} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

const identifierLabels: Partial<Record<Identifier['scheme'], string>> = {
  COW: 'Correlates of War',
  GEONAMES: 'GeoNames',
  ISO_3166_1_ALPHA_2: 'ISO alpha-2',
  ISO_3166_1_ALPHA_3: 'ISO alpha-3',
  ISO_3166_3: 'ISO 3166-3',
  UN_M49: 'UN M49',
  WIKIDATA: 'Wikidata',
};
