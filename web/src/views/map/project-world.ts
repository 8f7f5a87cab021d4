import { geoEqualEarth, geoPath } from 'd3-geo';
import { extractCountryShapes, findCentroid, type WorldAtlas } from './country-shapes.ts';

export type Point = readonly [number, number];

/** The shapes of the map, which do not depend on the filter. */
export interface ProjectedWorld {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly { readonly id: string; readonly name: string; readonly d: string }[];
  /** The projected centroid of each shape. */
  readonly centroids: ReadonlyMap<string, Point>;
  project(point: Point): Point;
}

const mapWidth = 960;
/** There are no visits south of this latitude. */
const southernLimit = -57;

/** Projects an atlas. Shapes are identified by ISO number, which equals the M49 code; three without a number by name. */
export function projectWorld(atlas: WorldAtlas): ProjectedWorld {
  const projection = geoEqualEarth().fitWidth(mapWidth, { type: 'Sphere' });
  const path = geoPath(projection).digits(1);
  const project = ([longitude, latitude]: Point): Point => {
    const point = projection([longitude, latitude]);
    if (!point) throw new RangeError(`${longitude}, ${latitude} is not on the globe.`);
    return point;
  };
  const shapes = extractCountryShapes(atlas)
    .map((shape) => ({ shape, id: shape.id === undefined ? shape.properties.name : String(shape.id) }))
    // Antarctica, which the southern limit would cut off.
    .filter(({ id }) => id !== '010');
  return {
    width: mapWidth,
    height: Math.round(project([0, southernLimit])[1]),
    shapes: shapes.map(({ shape, id }) => ({ id, name: shape.properties.name, d: path(shape) ?? '' })),
    centroids: new Map(shapes.map(({ shape, id }) => [id, project(findCentroid(shape))])),
    project,
  };
}
