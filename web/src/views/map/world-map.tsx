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

/** The map. Its countries are a single tab stop: arrow keys move between them in order of name. */
export function WorldMap({ geography, counts, selectedKey, otherKey }: WorldMapProps) {
  const { world, placements } = geography;
  const urlState = useUrlState();
  const placedCountries = counts.countries.flatMap((country) => {
    const placement = placements.get(country.key);
    return placement ? [{ country, placement }] : [];
  });
  const selectedPosition = selectedKey === undefined ? undefined : placements.get(selectedKey)?.position;
  const { zoom, controls, frame } = useZoom(world, selectedPosition);
  const keys = placedCountries.map(({ country }) => country.key);
  const getFocusProps = useRovingTabindex(keys, selectedKey, (key) =>
    urlState.update(buildSelectionParams(key === selectedKey ? undefined : key)),
  );
  const renderMarkers = (haveShapes: boolean) =>
    placedCountries
      .filter(({ placement }) => (placement.shapeId !== undefined) === haveShapes)
      .map(({ country, placement }) => (
        <CountryMarker
          key={country.key}
          country={country}
          placement={placement}
          world={world}
          zoom={zoom}
          isSelected={country.key === selectedKey}
          {...getFocusProps(country.key)}
        />
      ));
  return (
    <figure className="map">
      <div className="map-frame" ref={frame}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot contain the shapes. */}
        <svg
          viewBox={`-3 -3 ${world.width + 6} ${world.height + 3}`}
          className="world"
          role="group"
          aria-label="Countries with visits, in order of name. Arrow keys move, Enter selects."
          style={{ width: `${zoom * 100}%`, minWidth: `${zoom * 40}rem` }}
        >
          <LandWithoutVisits
            geography={geography}
            shapesWithVisits={new Set(placedCountries.flatMap(({ placement }) => placement.shapeId ?? []))}
            onSelect={(key) => urlState.update(buildSelectionParams(key))}
          />
          {renderMarkers(true)}
          <Arcs
            arcs={counts.arcs}
            selectedKey={selectedKey}
            otherKey={otherKey}
            zoom={zoom}
            onSelect={(arc) => urlState.update(buildSelectionParams(arc.to.key, arc.from.key))}
          />
          {renderMarkers(false)}
        </svg>
      </div>
      <figcaption>
        <div className="zoom-controls">
          {controls.map(({ label, onClick }) => (
            <button key={label} type="button" onClick={onClick} disabled={!onClick}>
              {label}
            </button>
          ))}
        </div>
        <p className="minor">
          Keyboard: arrow keys move between countries in order of name, Enter selects. Present-day shapes by Natural
          Earth.
        </p>
        <MapLegend hasSelection={selectedKey !== undefined} />
      </figcaption>
    </figure>
  );
}

/** Land without visits, selectable by click. Keyboard users select such countries in the field. */
function LandWithoutVisits({
  geography: { world, countries, placements },
  shapesWithVisits,
  onSelect,
}: {
  geography: Geography;
  shapesWithVisits: ReadonlySet<string>;
  onSelect(key: string): void;
}) {
  const countriesByShape = new Map(countries.map((country) => [placements.get(country.key)?.shapeId, country]));
  return (
    <svg aria-hidden="true">
      <path className="sea" d={world.outline} />
      {world.shapes
        .filter(({ id }) => !shapesWithVisits.has(id))
        .map(({ id, name, d }) => {
          const country = countriesByShape.get(id);
          return (
            <path key={id} className="land" d={d} {...(country && { onClick: () => onSelect(country.key) })}>
              <title>{country ? `${country.name}: no visits shown` : name}</title>
            </path>
          );
        })}
    </svg>
  );
}
