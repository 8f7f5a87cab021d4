import { geoEqualEarth, geoPath } from 'd3-geo';
import { type Atlas, middleOf, shapesOf } from './country-shapes.ts';

export type Point = readonly [number, number];

/** The ground of the map: drawn once, whatever is asked of visits. */
export interface World {
  readonly width: number;
  readonly height: number;
  /** The edge of the globe: what leaves it on one side comes back on the other. */
  readonly edge: string;
  readonly shapes: readonly { readonly id: string; readonly name: string; readonly d: string }[];
  /** The middle of each shape on the drawing. */
  readonly middles: ReadonlyMap<string, Point>;
  project(at: Point): Point;
  /** The shortest way over the globe between two points of the drawing. */
  arc(from: Point, to: Point): string;
}

const width = 960;
/** Nobody is visited south of it. */
const south = -57;

/** Shapes by what finds them: the ISO number, which is M49's code; the name for the three that have none. */
export function worldOf(atlas: Atlas): World {
  const projection = geoEqualEarth().fitWidth(width, { type: 'Sphere' });
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
  const shapes = shapesOf(atlas)
    .map((shape) => ({ shape, id: shape.id === undefined ? shape.properties.name : String(shape.id) }))
    // Antarctica: it would be cut off below.
    .filter(({ id }) => id !== '010');
  return {
    width,
    height: Math.round(project([0, south])[1]),
    edge: path({ type: 'Sphere' }) ?? '',
    shapes: shapes.map(({ shape, id }) => ({ id, name: shape.properties.name, d: path(shape) ?? '' })),
    middles: new Map(shapes.map(({ shape, id }) => [id, project(middleOf(shape))])),
    project,
    arc: (from, to) => path({ type: 'LineString', coordinates: [globe(from), globe(to)] }) ?? '',
  };
}
