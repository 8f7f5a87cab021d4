import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from 'd3-force';
import type { Category, PairAmount } from './series.ts';

export interface NetworkNode extends Category, SimulationNodeDatum {
  /** The sums of the links that end and begin here. */
  readonly received: number;
  readonly sent: number;
  readonly radius: number;
  x: number;
  y: number;
}

export interface NetworkLink {
  readonly source: NetworkNode;
  readonly target: NetworkNode;
  readonly amount: number;
}

export interface NetworkLayout {
  readonly nodes: readonly NetworkNode[];
  readonly links: readonly NetworkLink[];
}

/** What a reader can follow: the strongest pairs, between at most this many nodes. */
const maxLinks = 90;
const maxNodes = 40;

/** Arranges the strongest pairs as a network. The same data has the same layout: nothing in it is random. */
export function layoutNetwork(pairs: readonly PairAmount[], width: number, height: number): NetworkLayout {
  const sums = new Map<string, { category: Category; received: number; sent: number }>();
  const getSum = (category: Category) => {
    const sum = sums.get(category.key) ?? { category, received: 0, sent: 0 };
    sums.set(category.key, sum);
    return sum;
  };
  const distinct = pairs.filter(({ from, to }) => from.key !== to.key);
  for (const { from, to, amount } of distinct) {
    getSum(from).sent += amount;
    getSum(to).received += amount;
  }
  const ranked = [...sums.values()].sort(
    (one, other) =>
      other.received + other.sent - one.received - one.sent || (one.category.key < other.category.key ? -1 : 1),
  );
  const limit = width < 480 ? Math.round(maxNodes / 2) : maxNodes;
  const highest = ranked[0] ? ranked[0].received + ranked[0].sent : 1;
  const nodes: NetworkNode[] = ranked.slice(0, limit).map(({ category, received, sent }, index, { length }) => {
    const angle = (2 * Math.PI * index) / length;
    return {
      ...category,
      received,
      sent,
      radius: 4 + 14 * Math.sqrt((received + sent) / highest),
      x: width / 2 + (width / 3) * Math.cos(angle),
      y: height / 2 + (height / 3) * Math.sin(angle),
    };
  });
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  const links = distinct
    .toSorted((one, other) => other.amount - one.amount)
    .flatMap(({ from, to, amount }) => {
      const [source, target] = [byKey.get(from.key), byKey.get(to.key)];
      return source && target ? [{ source, target, amount }] : [];
    })
    .slice(0, maxLinks);
  const linked = new Set(links.flatMap(({ source, target }) => [source, target]));
  const shown = nodes.filter((node) => linked.has(node));
  const spread = Math.min(width, height) / 4;
  forceSimulation(shown)
    .force(
      'link',
      forceLink(links.map((link) => ({ ...link })))
        .distance(spread)
        .strength(0.08),
    )
    .force('charge', forceManyBody().strength(-spread * 2))
    .force('x', forceX(width / 2).strength(0.08))
    .force('y', forceY(height / 2).strength((0.08 * width) / height))
    .force(
      'collide',
      forceCollide<NetworkNode>(({ radius }) => radius + 14),
    )
    .stop()
    .tick(240);
  fitInto(shown, width, height);
  return { nodes: shown, links };
}

/** Scales the positions to the frame, with space for the labels. */
function fitInto(nodes: readonly NetworkNode[], width: number, height: number): void {
  if (nodes.length < 2) return;
  const margin = { x: width < 480 ? 36 : 60, y: 28 };
  const scale = (values: readonly number[], size: number, space: number) => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return (value: number): number => space + ((value - low) / (high - low || 1)) * (size - 2 * space);
  };
  const [scaleX, scaleY] = [
    scale(
      nodes.map(({ x }) => x),
      width,
      margin.x,
    ),
    scale(
      nodes.map(({ y }) => y),
      height,
      margin.y,
    ),
  ];
  for (const node of nodes) {
    node.x = scaleX(node.x);
    node.y = scaleY(node.y);
  }
}
