import { type PointerEvent, useState } from 'react';
import { computeColorSteps, getStepColor } from '../../charts/numbers.ts';
import { useElementWidth } from '../../charts/use-element-width.ts';
import { Arcs } from './arcs.tsx';
import { CountryMarker } from './country-marker.tsx';
import type { Geography } from './load-geography.ts';
import { layoutMapLegend, MapLegend } from './map-legend.tsx';
import { useRovingTabindex } from './use-roving-tabindex.ts';
import { useZoom } from './use-zoom.ts';
import type { CountryVisitCounts, VisitCounts } from './visit-counts.ts';

/** What the colors of the map count: the visits that each country hosted, or that it made. */
export type MapMeasure = 'hosted' | 'made';

interface WorldMapProps {
  geography: Geography;
  counts: VisitCounts;
  measure: MapMeasure;
  selectedKey: string | undefined;
  otherKey: string | undefined;
  onSelect(country: string | undefined, other?: string): void;
}

/**
 * A choropleth of the counts, with arcs for the selected country only. Its countries are a single tab stop: arrow keys
 * move between them in order of name.
 */
export function WorldMap({ geography, counts, measure, selectedKey, otherKey, onSelect }: WorldMapProps) {
  const { world, placements } = geography;
  const [tooltip, setTooltip] = useState<MapTooltip>();
  const placedCountries = counts.countries.flatMap((country) => {
    const placement = placements.get(country.key);
    return placement ? [{ country, placement }] : [];
  });
  const getCount = (country: CountryVisitCounts): number =>
    measure === 'hosted' ? country.hostedCount : country.madeCount;
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
          country={country}
          placement={placement}
          world={world}
          zoom={zoom}
          isSelected={country.key === selectedKey}
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
          <Arcs
            arcs={counts.arcs}
            world={world}
            selectedKey={selectedKey}
            otherKey={otherKey}
            zoom={zoom}
            onSelect={(arc) => onSelect(arc.to.key, arc.from.key)}
          />
          {renderMarkers(false)}
          <MapLegend
            steps={steps}
            measure={measure}
            y={world.height + 8}
            width={world.width}
            scale={legend.scale}
            hasSelection={selectedKey !== undefined}
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
        <p className="minor">
          Select a country to see where its visits went and came from. Keyboard: arrow keys move between countries in
          order of name, Enter selects. Present-day shapes by Natural Earth.
        </p>
      </div>
    </div>
  );
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
      <path className="sea" d={world.outline} />
      {world.shapes
        .filter(({ id }) => !shapesWithVisits.has(id))
        .map(({ id, name, d }) => {
          const country = countriesByShape.get(id);
          return (
            <path
              key={id}
              className="land"
              d={d}
              data-label={country ? `${country.name}: no visits shown` : name}
              {...(country && { onClick: () => onSelect(country.key) })}
            />
          );
        })}
    </svg>
  );
}
