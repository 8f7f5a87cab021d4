import type { TieParty, TieRow } from './generated/operations.ts';
import { formatGoods } from './trade-labels.ts';

/** A party in one of its roles, or a commodity. A party has a box in each column in which it has a role, so that lines never lead back. */
export interface DiagramBox {
  readonly id: string;
  readonly column: number;
  readonly lines: readonly string[];
  /** Why the party is no longer part of the trade. Such boxes are faded and struck out. */
  readonly excludedAs?: 'replaced' | 'bypassed';
  /** No source states the content of this box. */
  readonly isUnstated: boolean;
  /** Empty space that a line crosses in the column of transit parties. */
  readonly isSpacer: boolean;
  x: number;
  y: number;
  height: number;
  /** The keys of the trade links through the box, in order from the top. */
  readonly slots: string[];
}

export interface Segment {
  readonly from: DiagramBox;
  readonly to: DiagramBox;
  /** Leads to a party that is no longer part of the trade. */
  readonly isExcluded: boolean;
}

/** The width of the straight end of a line, which carries the label. */
export const tieLabelWidth = 130;

export interface TieLayout {
  readonly tie: TieRow;
  readonly segments: readonly Segment[];
  /** The spacers that the line crosses. */
  readonly spacers: readonly DiagramBox[];
  /** The boxes that get an arrowhead, if goods go one way. */
  readonly arrowTargets: readonly DiagramBox[];
  /** The boxes in front of which the label is placed. */
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
/** The first gap is wide, for the labels. */
const columnPositions = [
  { x: 0, title: 'From' },
  { x: 400, title: 'Commodity' },
  { x: 670, title: 'Via' },
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
  (excludedAs: 'replaced' | 'bypassed') =>
  (party: TieParty): BoxContent => ({ id: `${excludedAs}:${party.key}`, text: party.name, excludedAs });
const createUnstatedContent = (text: string): BoxContent => ({ id: 'unstated', text, isUnstated: true });

/** Assigns the parties to sides. Partners and endpoints have no direction: the first is placed on the left. */
function collectBoxContents(tie: TieRow) {
  const left = [...tie.suppliers, ...tie.endpoints.slice(0, 1), ...tie.partners.slice(0, 1)].map(toPartyContent);
  const right = [...tie.buyers, ...tie.endpoints.slice(1), ...tie.partners.slice(1)].map(toPartyContent);
  const words = tie.commodityVerbatim ? `“${tie.commodityVerbatim}”` : 'commodity not stated';
  return {
    left: left.length > 0 ? left : [createUnstatedContent('origin not stated')],
    replaced: tie.replaced.map(toExcludedContent('replaced')),
    goods:
      tie.commodities.length > 0
        ? tie.commodities.map((commodity): BoxContent => ({ id: commodity.key, text: formatGoods(commodity) }))
        : [{ ...createUnstatedContent(words), id: words }],
    via: tie.via.map(toPartyContent),
    bypassed: tie.bypassed.map(toExcludedContent('bypassed')),
    right: right.length > 0 ? right : [createUnstatedContent('recipient not stated')],
  };
}

/** Lays out boxes in columns from origin to recipient, with a line per trade link. The column for transit is omitted if it is empty. */
export function layOutTies(ties: readonly TieRow[]): DiagramLayout {
  const boxes = new Map<string, DiagramBox>();
  const place = (column: number, content: BoxContent, tie: TieRow): DiagramBox => {
    const id = `${column} ${content.id}`;
    const box = boxes.get(id) ?? createBox(id, column, content);
    boxes.set(id, box);
    if (!box.slots.includes(tie.key)) box.slots.push(tie.key);
    return box;
  };
  const hasTransit = ties.some(({ via, bypassed }) => via.length + bypassed.length > 0);
  const layouts = sortByGoods(ties).map((tie): TieLayout => {
    const parts = collectBoxContents(tie);
    const placeAll = (column: number, contents: readonly BoxContent[]): DiagramBox[] =>
      contents.map((content) => place(column, content, tie));
    const left = placeAll(0, parts.left);
    const replaced = placeAll(0, parts.replaced);
    const goods = placeAll(1, parts.goods);
    const via = placeAll(
      2,
      parts.via.length > 0 || !hasTransit ? parts.via : [{ id: `past ${tie.key}`, text: '', isSpacer: true }],
    );
    const bypassed = placeAll(2, parts.bypassed);
    const right = placeAll(3, parts.right);
    const transit =
      via.length > 0 ? [...connectBoxes(goods, via), ...connectBoxes(via, right)] : connectBoxes(goods, right);
    return {
      tie,
      segments: [
        ...connectBoxes(left, goods),
        ...transit,
        ...connectBoxes(replaced, goods, true),
        ...connectBoxes(goods, bypassed, true),
      ],
      spacers: via.filter(({ isSpacer }) => isSpacer),
      arrowTargets: tie.kind === 'SUPPLY' || tie.kind === 'INVESTMENT' ? right : [],
      labelBoxes: goods,
    };
  });
  const columns = hasTransit
    ? columnPositions
    : [columnPositions[0], columnPositions[1], { ...columnPositions[3], x: columnPositions[2].x }];
  for (const box of boxes.values()) if (box.column === 3) box.x = columns.at(-1)?.x ?? 0;
  const height = stackBoxes([...boxes.values()]);
  return {
    boxes: [...boxes.values()].filter(({ isSpacer }) => !isSpacer),
    ties: layouts,
    columns,
    width: (columns.at(-1)?.x ?? 0) + boxWidth + 2,
    height,
  };
}

const connectBoxes = (from: readonly DiagramBox[], to: readonly DiagramBox[], isExcluded = false): Segment[] =>
  from.flatMap((start) => to.map((end) => ({ from: start, to: end, isExcluded })));

/** Sorts trade links so that those with the same first commodity are adjacent. */
const sortByGoods = (ties: readonly TieRow[]): TieRow[] => {
  const firstIndexes = new Map<string, number>();
  const getGoodsKey = (tie: TieRow): string => tie.commodities[0]?.key ?? '';
  for (const [index, tie] of ties.entries())
    if (!firstIndexes.has(getGoodsKey(tie))) firstIndexes.set(getGoodsKey(tie), index);
  const getOrder = (tie: TieRow): number => firstIndexes.get(getGoodsKey(tie)) ?? 0;
  return ties.toSorted((left, right) => getOrder(left) - getOrder(right));
};

function createBox(
  id: string,
  column: number,
  { text, excludedAs, isUnstated = false, isSpacer = false }: BoxContent,
): DiagramBox {
  const lines = [...wrapText(text), ...(excludedAs ? [excludedAs] : [])];
  return {
    id,
    column,
    lines,
    ...(excludedAs && { excludedAs }),
    isUnstated,
    isSpacer,
    x: columnPositions[column]?.x ?? 0,
    y: 0,
    height: 0,
    slots: [],
  };
}

/** Wraps text to the width of a box, at about 7 px per letter. Longer words are broken. */
function wrapText(text: string): string[] {
  const maxLength = 21;
  const words = text.split(' ').flatMap((word) => word.match(new RegExp(`.{1,${maxLength}}`, 'gu')) ?? []);
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= maxLength) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Sets the height and position of each box in order of creation. Returns the total height. */
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
  // Shorter columns are centered vertically.
  for (const box of boxes) box.y += (height - (ends[box.column] ?? height)) / 2;
  return height;
}

/** Returns the vertical position at which a trade link passes a box. */
export function getSlotY(box: DiagramBox, key: string): number {
  const slotsHeight = box.slots.length * slotHeight;
  return box.y + (box.height - slotsHeight) / 2 + (box.slots.indexOf(key) + 0.5) * slotHeight;
}
