import { geoArea, geoCentroid } from 'd3-geo';
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

/** The contents of a file of world-atlas. */
export type WorldAtlas = Topology<{ countries: GeometryCollection<{ name: string }> }>;

export type CountryShape = Feature<Polygon | MultiPolygon, { name: string }>;

const hasPolygons = (shape: Feature): shape is CountryShape =>
  shape.geometry.type === 'Polygon' || shape.geometry.type === 'MultiPolygon';

export const extractCountryShapes = (atlas: WorldAtlas): CountryShape[] =>
  feature(atlas, atlas.objects.countries).features.filter(hasPolygons);

/** Returns the centroid of the largest polygon. That of all polygons can lie elsewhere: for France, in Spain. */
export function findCentroid({ geometry }: CountryShape): [longitude: number, latitude: number] {
  const polygons: Position[][][] = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const measured = polygons.map((coordinates) => ({
    polygon: { type: 'Polygon', coordinates } as Polygon,
    area: geoArea({ type: 'Polygon', coordinates }),
  }));
  return geoCentroid(measured.reduce((largest, next) => (next.area > largest.area ? next : largest)).polygon);
}
