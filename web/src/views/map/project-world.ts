import { geoEqualEarth, geoPath } from 'd3-geo';
import { extractCountryShapes, findCentroid, type WorldAtlas } from './country-shapes.ts';

export type Point = readonly [number, number];

/** The ground of the map: drawn once, whatever is asked of visits. */
export interface ProjectedWorld {
  readonly width: number;
  readonly height: number;
  /** The edge of the globe: what leaves it on one side comes back on the other. */
  readonly outline: string;
  readonly shapes: readonly { readonly id: string; readonly name: string; readonly d: string }[];
  /** The middle of each shape on the drawing. */
  readonly centroids: ReadonlyMap<string, Point>;
  project(at: Point): Point;
  /** The shortest way over the globe between two points of the drawing. */
  drawArc(from: Point, to: Point): string;
}

const mapWidth = 960;
/** Nobody is visited south of it. */
const southernLimit = -57;

/** Shapes by what finds them: the ISO number, which is M49's code; the name for the three that have none. */
export function projectWorld(atlas: WorldAtlas): ProjectedWorld {
  const projection = geoEqualEarth().fitWidth(mapWidth, { type: 'Sphere' });
  const path = geoPath(projection).digits(1);
  const project = ([longitude, latitude]: Point): Point => {
    const at = projection([longitude, latitude]);
    if (!at) throw new RangeError(`${longitude}, ${latitude} is not on the globe.`);
    return at;
  };
  const globe = ([x, y]: Point): [number, number] => {
    const at = projection.invert?.([x, y]);
    if (!at) throw new RangeError(`${x}, ${y} is not on the map.`);
    return at;
  };
  const shapes = extractCountryShapes(atlas)
    .map((shape) => ({ shape, id: shape.id === undefined ? shape.properties.name : String(shape.id) }))
    // Antarctica: it would be cut off below.
    .filter(({ id }) => id !== '010');
  return {
    width: mapWidth,
    height: Math.round(project([0, southernLimit])[1]),
    outline: path({ type: 'Sphere' }) ?? '',
    shapes: shapes.map(({ shape, id }) => ({ id, name: shape.properties.name, d: path(shape) ?? '' })),
    centroids: new Map(shapes.map(({ shape, id }) => [id, project(findCentroid(shape))])),
    project,
    drawArc: (from, to) => path({ type: 'LineString', coordinates: [globe(from), globe(to)] }) ?? '',
  };
}
