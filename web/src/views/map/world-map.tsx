import { useAddress } from '../../url-state.ts';
import { Arcs } from './arcs.tsx';
import { Spot } from './country-marker.tsx';
import { choosing } from './country-selection.ts';
import type { Ground } from './load-geography.ts';
import { Legend } from './map-legend.tsx';
import { useRoving } from './use-roving-tabindex.ts';
import { useZoom } from './use-zoom.ts';
import type { Counts } from './visit-counts.ts';

interface DrawingProps {
  ground: Ground;
  counts: Counts;
  chosen: string | undefined;
  other: string | undefined;
}

/** The map. Its countries are one stop of the Tab key: arrow keys lead from one to the next by name. */
export function Drawing({ ground, counts, chosen, other }: DrawingProps) {
  const { world, places } = ground;
  const address = useAddress();
  const drawn = counts.countries.flatMap((country) => {
    const place = places.get(country.key);
    return place ? [{ country, place }] : [];
  });
  const { zoom, ways, frame } = useZoom(world, chosen === undefined ? undefined : places.get(chosen)?.at);
  const keys = drawn.map(({ country }) => country.key);
  const roving = useRoving(keys, chosen, (key) => address.set(choosing(key === chosen ? undefined : key)));
  const spots = (areShapes: boolean) =>
    drawn
      .filter(({ place }) => (place.shape !== undefined) === areShapes)
      .map(({ country, place }) => (
        <Spot
          key={country.key}
          of={country}
          place={place}
          world={world}
          zoom={zoom}
          pressed={country.key === chosen}
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
          <Land
            ground={ground}
            busy={new Set(drawn.flatMap(({ place }) => place.shape ?? []))}
            choose={(key) => address.set(choosing(key))}
          />
          {spots(true)}
          <Arcs
            of={counts.arcs}
            chosen={chosen}
            other={other}
            zoom={zoom}
            choose={(arc) => address.set(choosing(arc.to.key, arc.from.key))}
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
        <Legend chosen={chosen !== undefined} />
      </figcaption>
    </figure>
  );
}

/** What has no visits. A click chooses it all the same: that it has none is an answer too. By keyboard the list of countries does. */
function Land({ ground, busy, choose }: { ground: Ground; busy: ReadonlySet<string>; choose(key: string): void }) {
  const { world, countries, places } = ground;
  const byShape = new Map(countries.map((country) => [places.get(country.key)?.shape, country]));
  return (
    <svg aria-hidden="true">
      <path class="sea" d={world.edge} />
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
