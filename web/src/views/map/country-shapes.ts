import { geoArea, geoCentroid } from 'd3-geo';
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

/** What world-atlas holds. */
export type WorldAtlas = Topology<{ countries: GeometryCollection<{ name: string }> }>;

export type CountryShape = Feature<Polygon | MultiPolygon, { name: string }>;

const hasPolygons = (shape: Feature): shape is CountryShape =>
  shape.geometry.type === 'Polygon' || shape.geometry.type === 'MultiPolygon';

export const extractCountryShapes = (atlas: WorldAtlas): CountryShape[] =>
  feature(atlas, atlas.objects.countries).features.filter(hasPolygons);

/** The middle of its largest piece: that of France with Guiana lies in Spain. */
export function findCentroid({ geometry }: CountryShape): [longitude: number, latitude: number] {
  const pieces: Position[][][] = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const sized = pieces.map((coordinates) => ({
    piece: { type: 'Polygon', coordinates } as Polygon,
    area: geoArea({ type: 'Polygon', coordinates }),
  }));
  return geoCentroid(sized.reduce((largest, one) => (one.area > largest.area ? one : largest)).piece);
}
