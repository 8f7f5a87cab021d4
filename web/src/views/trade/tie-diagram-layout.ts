import type { TieParty, TieRow } from './generated/operations.ts';
import { goodsText } from './trade-labels.ts';

/** A box of the diagram: a party in a part that it has, or goods. The same party stands in each column in which it has a part, so no line ever leads back. */
export interface Box {
  readonly id: string;
  readonly column: number;
  readonly lines: readonly string[];
  /** Whose place is taken, or who is gone around: struck out, and faded. */
  readonly gone?: 'replaced' | 'bypassed';
  /** No source says what belongs here. */
  readonly unstated: boolean;
  /** Only room, past the column of those through whom others go. */
  readonly empty: boolean;
  x: number;
  y: number;
  height: number;
  /** The ties that pass through, each at a place of its own. */
  readonly slots: string[];
}

export interface Stretch {
  readonly from: Box;
  readonly to: Box;
  /** Of a party that is no longer a part of the trade. */
  readonly gone: boolean;
}

/** A stub before the goods, over which a tie's label stands. */
export const labelWidth = 130;

export interface DrawnTie {
  readonly of: TieRow;
  readonly stretches: readonly Stretch[];
  /** Room that it crosses. */
  readonly past: readonly Box[];
  /** Where it ends, when goods go one way. */
  readonly arrows: readonly Box[];
  /** Where its label stands: before the goods. */
  readonly labels: readonly Box[];
}

export interface Drawing {
  readonly boxes: readonly Box[];
  readonly ties: readonly DrawnTie[];
  readonly columns: readonly { readonly x: number; readonly title: string }[];
  readonly width: number;
  readonly height: number;
}

export const boxWidth = 168;
export const lineHeight = 17;
const slotHeight = 20;
const gap = 14;
/** The first gap is wide: each tie's label stands there. */
const places = [
  { x: 0, title: 'From' },
  { x: 400, title: 'Goods' },
  { x: 670, title: 'Through' },
  { x: 940, title: 'To' },
] as const;
const head = 34;

interface Part {
  readonly id: string;
  readonly text: string;
  readonly gone?: 'replaced' | 'bypassed';
  readonly unstated?: boolean;
  readonly empty?: boolean;
}

const partOf = ({ key, name }: TieParty): Part => ({ id: key, text: name });
const gonePart =
  (gone: 'replaced' | 'bypassed') =>
  (party: TieParty): Part => ({ id: `${gone}:${party.key}`, text: party.name, gone });
const unstated = (text: string): Part => ({ id: 'unstated', text, unstated: true });

/** Who stands where in a tie. Partners, and the ends of a route, are equal: the first stands left because one must. */
function partsOf(tie: TieRow) {
  const left = [...tie.suppliers, ...tie.endpoints.slice(0, 1), ...tie.partners.slice(0, 1)].map(partOf);
  const right = [...tie.buyers, ...tie.endpoints.slice(1), ...tie.partners.slice(1)].map(partOf);
  const words = tie.commodityVerbatim ? `“${tie.commodityVerbatim}”` : 'commodity not stated';
  return {
    left: left.length > 0 ? left : [unstated('origin not stated')],
    replaced: tie.replaced.map(gonePart('replaced')),
    goods:
      tie.commodities.length > 0
        ? tie.commodities.map((of): Part => ({ id: of.key, text: goodsText(of) }))
        : [{ ...unstated(words), id: words }],
    via: tie.via.map(partOf),
    bypassed: tie.bypassed.map(gonePart('bypassed')),
    right: right.length > 0 ? right : [unstated('recipient not stated')],
  };
}

/** Boxes in four columns, from origin to recipient, and each tie as a line of its own through them. Three, where nothing goes through anyone. */
export function drawingOf(ties: readonly TieRow[]): Drawing {
  const boxes = new Map<string, Box>();
  const place = (column: number, part: Part, tie: TieRow): Box => {
    const id = `${column} ${part.id}`;
    const box = boxes.get(id) ?? boxOf(id, column, part);
    boxes.set(id, box);
    if (!box.slots.includes(tie.key)) box.slots.push(tie.key);
    return box;
  };
  const anyThrough = ties.some(({ via, bypassed }) => via.length + bypassed.length > 0);
  const drawn = byGoods(ties).map((tie): DrawnTie => {
    const parts = partsOf(tie);
    const at = (column: number, of: readonly Part[]): Box[] => of.map((part) => place(column, part, tie));
    const [left, replaced, goods] = [at(0, parts.left), at(0, parts.replaced), at(1, parts.goods)];
    const via = at(
      2,
      parts.via.length > 0 || !anyThrough ? parts.via : [{ id: `past ${tie.key}`, text: '', empty: true }],
    );
    const bypassed = at(2, parts.bypassed);
    const right = at(3, parts.right);
    const through = via.length > 0 ? [...between(goods, via), ...between(via, right)] : between(goods, right);
    return {
      of: tie,
      stretches: [
        ...between(left, goods),
        ...through,
        ...between(replaced, goods, true),
        ...between(goods, bypassed, true),
      ],
      past: via.filter(({ empty }) => empty),
      arrows: tie.kind === 'SUPPLY' || tie.kind === 'INVESTMENT' ? right : [],
      labels: goods,
    };
  });
  const columns = anyThrough ? places : [places[0], places[1], { ...places[3], x: places[2].x }];
  for (const box of boxes.values()) if (box.column === 3) box.x = columns.at(-1)?.x ?? 0;
  const height = stack([...boxes.values()]);
  return {
    boxes: [...boxes.values()].filter(({ empty }) => !empty),
    ties: drawn,
    columns,
    width: (columns.at(-1)?.x ?? 0) + boxWidth + 2,
    height,
  };
}

const between = (from: readonly Box[], to: readonly Box[], gone = false): Stretch[] =>
  from.flatMap((one) => to.map((other) => ({ from: one, to: other, gone })));

/** Ties in the same goods stand together. */
const byGoods = (ties: readonly TieRow[]): TieRow[] => {
  const first = new Map<string, number>();
  const of = (tie: TieRow): string => tie.commodities[0]?.key ?? '';
  for (const [index, tie] of ties.entries()) if (!first.has(of(tie))) first.set(of(tie), index);
  return ties.toSorted((a, b) => (first.get(of(a)) ?? 0) - (first.get(of(b)) ?? 0));
};

function boxOf(id: string, column: number, { text, gone, unstated = false, empty = false }: Part): Box {
  const lines = [...wrapped(text), ...(gone ? [gone] : [])];
  return {
    id,
    column,
    lines,
    ...(gone && { gone }),
    unstated,
    empty,
    x: places[column]?.x ?? 0,
    y: 0,
    height: 0,
    slots: [],
  };
}

/** Letters of 14 px are some 7 px wide. A word that is longer than a line is broken. */
function wrapped(text: string): string[] {
  const room = 21;
  const words = text.split(' ').flatMap((word) => word.match(new RegExp(`.{1,${room}}`, 'gu')) ?? []);
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Gives each box its height and place, in the order in which ties came to them; answers with the height of all. */
function stack(boxes: readonly Box[]): number {
  const ends = places.map(() => head);
  for (const box of boxes) {
    box.height = box.empty
      ? slotHeight
      : Math.max(box.lines.length * lineHeight + 14, box.slots.length * slotHeight + 8);
    box.y = ends[box.column] ?? head;
    ends[box.column] = box.y + box.height + gap;
  }
  const height = Math.max(...ends);
  // A short column stands in the middle of the others.
  for (const box of boxes) box.y += (height - (ends[box.column] ?? height)) / 2;
  return height;
}

/** How high a tie passes a box. */
export function passing(box: Box, key: string): number {
  const room = box.slots.length * slotHeight;
  return box.y + (box.height - room) / 2 + (box.slots.indexOf(key) + 0.5) * slotHeight;
}
