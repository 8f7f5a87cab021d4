import { type PointerEvent, useState } from 'react';
import { computeColorSteps, getStepColor } from '../../charts/numbers.ts';
import { useElementWidth } from '../../charts/use-element-width.ts';
import { formatCount } from '../../format/labels.ts';
import { Arcs, maxArcs, selectArcs } from './arcs.tsx';
import { CountryMarker } from './country-marker.tsx';
import type { CountryPlacement } from './country-placement.ts';
import type { Geography } from './load-geography.ts';
import { layoutMapLegend, MapLegend } from './map-legend.tsx';
import { useRovingTabindex } from './use-roving-tabindex.ts';
import { useZoom } from './use-zoom.ts';
import {
  type CountryVisitCounts,
  describePlacement,
  formatCountryVisitCounts,
  type VisitCounts,
  type VisitsBetween,
} from './visit-counts.ts';

/** What the colors of the map count: the visits that each country hosted, or that it made. */
export type MapMeasure = 'hosted' | 'made';

/** The selected country. The colors then count the visits between it and each other country. */
export interface MapSelection {
  readonly key: string;
  readonly name: string;
  readonly visits: ReadonlyMap<string, VisitsBetween>;
}

interface WorldMapProps {
  geography: Geography;
  counts: VisitCounts;
  measure: MapMeasure;
  selected: MapSelection | undefined;
  otherKey: string | undefined;
  onSelect(country: string | undefined, other?: string): void;
}

/**
 * A choropleth of the visits that each country hosted or made, or with a selected country of the visits between it and
 * each other one, which are arcs too. The countries are a single tab stop: arrow keys move between them in order of name.
 */
export function WorldMap({ geography, counts, measure, selected, otherKey, onSelect }: WorldMapProps) {
  const { world, placements } = geography;
  const [tooltip, setTooltip] = useState<MapTooltip>();
  const placedCountries = counts.countries.flatMap((country) => {
    const placement = placements.get(country.key);
    return placement ? [{ country, placement }] : [];
  });
  const selectedKey = selected?.key;
  const arcs = selectArcs(counts.arcs, selectedKey, otherKey);
  const getCount = (country: CountryVisitCounts): number => {
    if (!selected) return measure === 'hosted' ? country.hostedCount : country.madeCount;
    const { toSelected = 0, fromSelected = 0 } = selected.visits.get(country.key) ?? {};
    return toSelected + fromSelected;
  };
  const steps = computeColorSteps(Math.max(1, ...placedCountries.map(({ country }) => getCount(country))));
  const selectedPosition = selectedKey === undefined ? undefined : placements.get(selectedKey)?.position;
  const { zoom, controls, frame } = useZoom(world, selectedPosition);
  const legend = layoutMapLegend(world.width, useElementWidth(frame));
  const keys = placedCountries.map(({ country }) => country.key);
  const getFocusProps = useRovingTabindex(keys, selectedKey, (key) => onSelect(key === selectedKey ? undefined : key));
  const renderMarkers = (haveShapes: boolean) =>
    placedCountries
      .filter(({ placement }) => (placement.shapeId !== undefined) === haveShapes)
      .map(({ country, placement }) => (
        <CountryMarker
          key={country.key}
          placement={placement}
          world={world}
          zoom={zoom}
          isSelected={country.key === selectedKey}
          label={describeCountry(country, placement, selected)}
          fill={getStepColor(steps, getCount(country))}
          {...getFocusProps(country.key)}
        />
      ));
  return (
    <div className="map">
      <div className="map-frame" ref={frame}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot contain the shapes. */}
        <svg
          viewBox={`-3 -3 ${world.width + 6} ${world.height + 3 + legend.height}`}
          className="world"
          role="group"
          aria-label="Countries with visits, in order of name. Arrow keys move, Enter selects."
          style={{ width: `${zoom * 100}%` }}
          onPointerMove={(event) => setTooltip(readTooltip(event))}
          onPointerLeave={() => setTooltip(undefined)}
        >
          <LandWithoutVisits
            geography={geography}
            shapesWithVisits={new Set(placedCountries.flatMap(({ placement }) => placement.shapeId ?? []))}
            onSelect={onSelect}
          />
          {renderMarkers(true)}
          <Arcs arcs={arcs} zoom={zoom} onSelect={(arc) => onSelect(arc.to.key, arc.from.key)} />
          {renderMarkers(false)}
          <MapLegend
            steps={steps}
            title={selected ? `Visits to and from ${selected.name}` : `Visits ${measure}`}
            y={world.height + 8}
            width={world.width}
            scale={legend.scale}
            selectedName={selected?.name}
          />
        </svg>
      </div>
      {tooltip && (
        <div className="map-tooltip" style={{ left: tooltip.x, top: tooltip.y }} aria-hidden="true">
          {tooltip.text}
        </div>
      )}
      <div className="map-foot">
        <div className="zoom-controls">
          {controls.map(({ label, onClick }) => (
            <button key={label} type="button" onClick={onClick} disabled={!onClick}>
              {label}
            </button>
          ))}
        </div>
        {arcs.length > maxArcs && (
          <p className="minor">
            Arcs: the {maxArcs} most frequent of {arcs.length}. The colors and the table show all.
          </p>
        )}
        <p className="minor">
          Select a country to see where its visits went and came from. Keyboard: arrow keys move between countries in
          order of name, Enter selects. Present-day shapes by Natural Earth.
        </p>
      </div>
    </div>
  );
}

/** The tooltip of a country, which is its accessible name too. */
function describeCountry(
  country: CountryVisitCounts,
  placement: CountryPlacement,
  selected: MapSelection | undefined,
): string {
  if (!selected || country.key === selected.key) return formatCountryVisitCounts(country, placement);
  const { toSelected = 0, fromSelected = 0 } = selected.visits.get(country.key) ?? {};
  return `${country.name}: ${formatCount(toSelected, 'visit')} to ${selected.name}, ${fromSelected.toLocaleString('en')} from there${describePlacement(placement)}`;
}

interface MapTooltip {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** Returns the label of what the pointer is on, next to it. */
function readTooltip({ target, clientX, clientY, currentTarget }: PointerEvent<SVGSVGElement>): MapTooltip | undefined {
  const text = target instanceof Element ? target.closest('[data-label]')?.getAttribute('data-label') : undefined;
  const frame = currentTarget.closest('.map')?.getBoundingClientRect();
  if (!text || !frame) return undefined;
  return { x: Math.min(clientX - frame.left, frame.width - 120), y: clientY - frame.top + 18, text };
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
      {world.shapes
        .filter(({ id }) => !shapesWithVisits.has(id))
        .map(({ id, name, d }) => {
          const country = countriesByShape.get(id);
          return (
            <path
              key={id}
              className="land"
              d={d}
              data-label={country ? `${country.name}: no visits on record` : name}
              {...(country && { onClick: () => onSelect(country.key) })}
            />
          );
        })}
    </svg>
  );
}
