import type { TieParty, TieRow } from './generated/operations.ts';
import { formatGoods } from './trade-labels.ts';

/** A box of the diagram: a party in a part that it has, or goods. The same party stands in each column in which it has a part, so no line ever leads back. */
export interface DiagramBox {
  readonly id: string;
  readonly column: number;
  readonly lines: readonly string[];
  /** Whose place is taken, or who is gone around: struck out, and faded. */
  readonly excludedAs?: 'replaced' | 'bypassed';
  /** No source says what belongs here. */
  readonly isUnstated: boolean;
  /** Only room, past the column of those through whom others go. */
  readonly isSpacer: boolean;
  x: number;
  y: number;
  height: number;
  /** The ties that pass through, each at a place of its own. */
  readonly slots: string[];
}

export interface Segment {
  readonly from: DiagramBox;
  readonly to: DiagramBox;
  /** Of a party that is no longer a part of the trade. */
  readonly isExcluded: boolean;
}

/** A stub before the goods, over which a tie's label stands. */
export const tieLabelWidth = 130;

export interface TieLayout {
  readonly tie: TieRow;
  readonly segments: readonly Segment[];
  /** Room that it crosses. */
  readonly spacers: readonly DiagramBox[];
  /** Where it ends, when goods go one way. */
  readonly arrowTargets: readonly DiagramBox[];
  /** Where its label stands: before the goods. */
  readonly labelBoxes: readonly DiagramBox[];
}

export interface DiagramLayout {
  readonly boxes: readonly DiagramBox[];
  readonly ties: readonly TieLayout[];
  readonly columns: readonly { readonly x: number; readonly title: string }[];
  readonly width: number;
  readonly height: number;
}

export const boxWidth = 168;
export const lineHeight = 17;
const slotHeight = 20;
const boxGap = 14;
/** The first gap is wide: each tie's label stands there. */
const columnPositions = [
  { x: 0, title: 'From' },
  { x: 400, title: 'Goods' },
  { x: 670, title: 'Through' },
  { x: 940, title: 'To' },
] as const;
const headerHeight = 34;

interface BoxContent {
  readonly id: string;
  readonly text: string;
  readonly excludedAs?: 'replaced' | 'bypassed';
  readonly isUnstated?: boolean;
  readonly isSpacer?: boolean;
}

const toPartyContent = ({ key, name }: TieParty): BoxContent => ({ id: key, text: name });
const toExcludedContent =
  (gone: 'replaced' | 'bypassed') =>
  (party: TieParty): BoxContent => ({ id: `${gone}:${party.key}`, text: party.name, excludedAs: gone });
const createUnstatedContent = (text: string): BoxContent => ({ id: 'unstated', text, isUnstated: true });

/** Who stands where in a tie. Partners, and the ends of a route, are equal: the first stands left because one must. */
function collectBoxContents(tie: TieRow) {
  const left = [...tie.suppliers, ...tie.endpoints.slice(0, 1), ...tie.partners.slice(0, 1)].map(toPartyContent);
  const right = [...tie.buyers, ...tie.endpoints.slice(1), ...tie.partners.slice(1)].map(toPartyContent);
  const words = tie.commodityVerbatim ? `“${tie.commodityVerbatim}”` : 'commodity not stated';
  return {
    left: left.length > 0 ? left : [createUnstatedContent('origin not stated')],
    replaced: tie.replaced.map(toExcludedContent('replaced')),
    goods:
      tie.commodities.length > 0
        ? tie.commodities.map((of): BoxContent => ({ id: of.key, text: formatGoods(of) }))
        : [{ ...createUnstatedContent(words), id: words }],
    via: tie.via.map(toPartyContent),
    bypassed: tie.bypassed.map(toExcludedContent('bypassed')),
    right: right.length > 0 ? right : [createUnstatedContent('recipient not stated')],
  };
}

/** Boxes in four columns, from origin to recipient, and each tie as a line of its own through them. Three, where nothing goes through anyone. */
export function layOutTies(ties: readonly TieRow[]): DiagramLayout {
  const boxes = new Map<string, DiagramBox>();
  const place = (column: number, part: BoxContent, tie: TieRow): DiagramBox => {
    const id = `${column} ${part.id}`;
    const box = boxes.get(id) ?? createBox(id, column, part);
    boxes.set(id, box);
    if (!box.slots.includes(tie.key)) box.slots.push(tie.key);
    return box;
  };
  const anyThrough = ties.some(({ via, bypassed }) => via.length + bypassed.length > 0);
  const drawn = sortByGoods(ties).map((tie): TieLayout => {
    const parts = collectBoxContents(tie);
    const at = (column: number, of: readonly BoxContent[]): DiagramBox[] => of.map((part) => place(column, part, tie));
    const [left, replaced, goods] = [at(0, parts.left), at(0, parts.replaced), at(1, parts.goods)];
    const via = at(
      2,
      parts.via.length > 0 || !anyThrough ? parts.via : [{ id: `past ${tie.key}`, text: '', isSpacer: true }],
    );
    const bypassed = at(2, parts.bypassed);
    const right = at(3, parts.right);
    const through =
      via.length > 0 ? [...connectBoxes(goods, via), ...connectBoxes(via, right)] : connectBoxes(goods, right);
    return {
      tie: tie,
      segments: [
        ...connectBoxes(left, goods),
        ...through,
        ...connectBoxes(replaced, goods, true),
        ...connectBoxes(goods, bypassed, true),
      ],
      spacers: via.filter(({ isSpacer: empty }) => empty),
      arrowTargets: tie.kind === 'SUPPLY' || tie.kind === 'INVESTMENT' ? right : [],
      labelBoxes: goods,
    };
  });
  const columns = anyThrough
    ? columnPositions
    : [columnPositions[0], columnPositions[1], { ...columnPositions[3], x: columnPositions[2].x }];
  for (const box of boxes.values()) if (box.column === 3) box.x = columns.at(-1)?.x ?? 0;
  const height = stackBoxes([...boxes.values()]);
  return {
    boxes: [...boxes.values()].filter(({ isSpacer: empty }) => !empty),
    ties: drawn,
    columns,
    width: (columns.at(-1)?.x ?? 0) + boxWidth + 2,
    height,
  };
}

const connectBoxes = (from: readonly DiagramBox[], to: readonly DiagramBox[], isExcluded = false): Segment[] =>
  from.flatMap((one) => to.map((other) => ({ from: one, to: other, isExcluded })));

/** Ties in the same goods stand together. */
const sortByGoods = (ties: readonly TieRow[]): TieRow[] => {
  const first = new Map<string, number>();
  const of = (tie: TieRow): string => tie.commodities[0]?.key ?? '';
  for (const [index, tie] of ties.entries()) if (!first.has(of(tie))) first.set(of(tie), index);
  return ties.toSorted((a, b) => (first.get(of(a)) ?? 0) - (first.get(of(b)) ?? 0));
};

function createBox(
  id: string,
  column: number,
  { text, excludedAs: gone, isUnstated: unstated = false, isSpacer: empty = false }: BoxContent,
): DiagramBox {
  const lines = [...wrapText(text), ...(gone ? [gone] : [])];
  return {
    id,
    column,
    lines,
    ...(gone && { excludedAs: gone }),
    isUnstated: unstated,
    isSpacer: empty,
    x: columnPositions[column]?.x ?? 0,
    y: 0,
    height: 0,
    slots: [],
  };
}

/** Letters of 14 px are some 7 px wide. A word that is longer than a line is broken. */
function wrapText(text: string): string[] {
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
function stackBoxes(boxes: readonly DiagramBox[]): number {
  const ends = columnPositions.map(() => headerHeight);
  for (const box of boxes) {
    box.height = box.isSpacer
      ? slotHeight
      : Math.max(box.lines.length * lineHeight + 14, box.slots.length * slotHeight + 8);
    box.y = ends[box.column] ?? headerHeight;
    ends[box.column] = box.y + box.height + boxGap;
  }
  const height = Math.max(...ends);
  // A short column stands in the middle of the others.
  for (const box of boxes) box.y += (height - (ends[box.column] ?? height)) / 2;
  return height;
}

/** How high a tie passes a box. */
export function getSlotY(box: DiagramBox, key: string): number {
  const room = box.slots.length * slotHeight;
  return box.y + (box.height - room) / 2 + (box.slots.indexOf(key) + 0.5) * slotHeight;
}
