import { useUrlState } from '../../url-state.ts';
import { Arcs } from './arcs.tsx';
import { CountryMarker } from './country-marker.tsx';
import { buildSelectionParams } from './country-selection.ts';
import type { Geography } from './load-geography.ts';
import { MapLegend } from './map-legend.tsx';
import { useRovingTabindex } from './use-roving-tabindex.ts';
import { useZoom } from './use-zoom.ts';
import type { VisitCounts } from './visit-counts.ts';

interface WorldMapProps {
  geography: Geography;
  counts: VisitCounts;
  selectedKey: string | undefined;
  otherKey: string | undefined;
}

/** The map. Its countries are one stop of the Tab key: arrow keys lead from one to the next by name. */
export function WorldMap({ geography: ground, counts, selectedKey: chosen, otherKey: other }: WorldMapProps) {
  const { world, placements: places } = ground;
  const address = useUrlState();
  const drawn = counts.countries.flatMap((country) => {
    const place = places.get(country.key);
    return place ? [{ country, place }] : [];
  });
  const { zoom, ways, frame } = useZoom(world, chosen === undefined ? undefined : places.get(chosen)?.position);
  const keys = drawn.map(({ country }) => country.key);
  const roving = useRovingTabindex(keys, chosen, (key) =>
    address.update(buildSelectionParams(key === chosen ? undefined : key)),
  );
  const spots = (areShapes: boolean) =>
    drawn
      .filter(({ place }) => (place.shapeId !== undefined) === areShapes)
      .map(({ country, place }) => (
        <CountryMarker
          key={country.key}
          country={country}
          placement={place}
          world={world}
          zoom={zoom}
          isSelected={country.key === chosen}
          {...roving(country.key)}
        />
      ));
  return (
    <figure class="map">
      <div class="map-frame" ref={frame}>
        {/* biome-ignore lint/a11y/useSemanticElements: a drawing is no fieldset. */}
        <svg
          viewBox={`-3 -3 ${world.width + 6} ${world.height + 3}`}
          class="world"
          role="group"
          aria-label="Countries with visits, by name: arrow keys lead on, Enter chooses"
          style={{ width: `${zoom * 100}%`, minWidth: `${zoom * 40}rem` }}
        >
          <LandWithoutVisits
            ground={ground}
            busy={new Set(drawn.flatMap(({ place }) => place.shapeId ?? []))}
            choose={(key) => address.update(buildSelectionParams(key))}
          />
          {spots(true)}
          <Arcs
            of={counts.arcs}
            chosen={chosen}
            other={other}
            zoom={zoom}
            choose={(arc) => address.update(buildSelectionParams(arc.to.key, arc.from.key))}
          />
          {spots(false)}
        </svg>
      </div>
      <figcaption>
        <div class="map-ways">
          {ways.map(({ text, go }) => (
            <button key={text} type="button" onClick={go} disabled={!go}>
              {text}
            </button>
          ))}
        </div>
        <p class="minor">
          By keyboard, arrow keys lead from country to country by name, and Enter chooses. Shapes are Natural Earth’s,
          of today.
        </p>
        <MapLegend chosen={chosen !== undefined} />
      </figcaption>
    </figure>
  );
}

/** What has no visits. A click chooses it all the same: that it has none is an answer too. By keyboard the list of countries does. */
function LandWithoutVisits({
  ground,
  busy,
  choose,
}: {
  ground: Geography;
  busy: ReadonlySet<string>;
  choose(key: string): void;
}) {
  const { world, countries, placements: places } = ground;
  const byShape = new Map(countries.map((country) => [places.get(country.key)?.shapeId, country]));
  return (
    <svg aria-hidden="true">
      <path class="sea" d={world.outline} />
      {world.shapes
        .filter(({ id }) => !busy.has(id))
        .map(({ id, name, d }) => {
          const country = byShape.get(id);
          return (
            <path key={id} class="land" d={d} {...(country && { onClick: () => choose(country.key) })}>
              <title>{country ? `${country.name}: no visits shown` : name}</title>
            </path>
          );
        })}
    </svg>
  );
}
