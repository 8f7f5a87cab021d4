import { useMemo, useRef } from 'react';
import { ChartFrame, type ChartLayout } from './chart-frame.tsx';
import { truncateText } from './measure-text.ts';
import { layoutNetwork, type NetworkLayout, type NetworkLink } from './network-layout.ts';
import { formatNumber } from './numbers.ts';
import type { PairAmount } from './series.ts';

/** Directed pairs as a network: the strongest ones, between at most forty nodes. The table of the figure has all pairs. */
export function NetworkChart({
  label,
  pairs,
  unit,
  receivedLabel,
  sentLabel,
}: {
  label: string;
  pairs: readonly PairAmount[];
  unit: string;
  /** What ends at a node, as in “visits received”, and what begins there. */
  receivedLabel: string;
  sentLabel: string;
}) {
  const computeLayout = useLayoutCache(pairs);
  if (pairs.length === 0) return <p className="chart-empty">There is nothing to draw for these filters.</p>;
  return (
    <ChartFrame
      label={label}
      initialHeight={560}
      layout={(width, active): ChartLayout => {
        const height = width < 480 ? 460 : 560;
        const { nodes, links } = computeLayout(width, height);
        const highest = links[0]?.amount ?? 1;
        const activeNode = active === undefined ? undefined : nodes[active];
        return {
          height: height + 18,
          targets: nodes.map((node) => ({
            x: node.x - node.radius - 4,
            y: node.y - node.radius + 14,
            width: 2 * node.radius + 8,
            height: 2 * node.radius + 8,
            title: node.label,
            rows: [
              { label: receivedLabel, value: formatNumber(node.received) },
              { label: sentLabel, value: formatNumber(node.sent) },
            ],
          })),
          body: (
            <>
              <text y="10">{truncateText(`${unit}; arrows point to the host, larger circles have more`, width)}</text>
              <g transform="translate(0,18)">
                {links.toReversed().map((link) => (
                  <Arrow
                    key={`${link.source.key}>${link.target.key}`}
                    link={link}
                    strokeWidth={0.75 + 5 * Math.sqrt(link.amount / highest)}
                    isActive={activeNode && (link.source === activeNode || link.target === activeNode)}
                    isOutgoing={link.source === activeNode}
                  />
                ))}
                {nodes.map((node) => (
                  <g key={node.key} data-key={node.key}>
                    <circle
                      cx={node.x}
                      cy={node.y}
                      r={node.radius}
                      fill="var(--chart-1)"
                      stroke="var(--color-raised)"
                      strokeWidth="1.5"
                    />
                    <text
                      className="chart-label chart-halo"
                      x={node.x}
                      y={node.y - node.radius - 4}
                      textAnchor="middle"
                    >
                      {truncateText(node.label, 110)}
                    </text>
                  </g>
                ))}
              </g>
            </>
          ),
        };
      }}
    />
  );
}

/** The layout takes some milliseconds, so a hover must not compute it again. */
function useLayoutCache(pairs: readonly PairAmount[]) {
  const cached = useRef<{ size: string; layout: NetworkLayout }>(undefined);
  return useMemo(() => {
    cached.current = undefined;
    return (width: number, height: number): NetworkLayout => {
      const size = `${width}x${height}`;
      if (cached.current?.size !== size) cached.current = { size, layout: layoutNetwork(pairs, width, height) };
      return cached.current.layout;
    };
  }, [pairs]);
}

/** A curved line with a head at the host. Links of a pair in both directions bend to different sides. */
function Arrow({
  link: { source, target },
  strokeWidth,
  isActive,
  isOutgoing,
}: {
  link: NetworkLink;
  strokeWidth: number;
  isActive: boolean | undefined;
  isOutgoing: boolean;
}) {
  const [dx, dy] = [target.x - source.x, target.y - source.y];
  const length = Math.hypot(dx, dy) || 1;
  const [controlX, controlY] = [(source.x + target.x) / 2 - dy * 0.14, (source.y + target.y) / 2 + dx * 0.14];
  const angle = Math.atan2(target.y - controlY, target.x - controlX);
  const head = 4 + strokeWidth;
  const [endX, endY] = [
    target.x - Math.cos(angle) * (target.radius + 1),
    target.y - Math.sin(angle) * (target.radius + 1),
  ];
  const [baseX, baseY] = [endX - Math.cos(angle) * head, endY - Math.sin(angle) * head];
  const [sideX, sideY] = [(Math.sin(angle) * head) / 2, (-Math.cos(angle) * head) / 2];
  if (length < target.radius) return null;
  const color = isActive === true ? `var(--chart-${isOutgoing ? 2 : 3})` : 'var(--chart-8)';
  return (
    <g opacity={isActive === undefined ? 0.45 : isActive ? 0.95 : 0.08}>
      <path
        d={`M${source.x},${source.y}Q${controlX},${controlY} ${baseX},${baseY}`}
        fill="none"
        stroke={color}
        strokeWidth={strokeWidth}
      />
      <path d={`M${endX},${endY}L${baseX + sideX},${baseY + sideY}L${baseX - sideX},${baseY - sideY}Z`} fill={color} />
    </g>
  );
}
