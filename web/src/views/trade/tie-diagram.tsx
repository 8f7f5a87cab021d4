import { linkHorizontal } from 'd3-shape';
import { useLocation } from 'preact-iso';
import { buildEntryPath } from '../../route-paths.ts';
import type { TieRow } from './generated/operations.ts';
import {
  boxWidth,
  type DiagramBox,
  getSlotY,
  layOutTies,
  lineHeight,
  type Segment,
  type TieLayout,
  tieLabelWidth,
} from './tie-diagram-layout.ts';
import { describeTie, getTieStatusLabel, tieKindOptions } from './trade-labels.ts';

const drawLink = linkHorizontal<unknown, readonly [number, number]>();

/** Ties from origin to recipient, through the goods. All lines are as wide as each other: a tie has no size. */
export function TieDiagram({ ties }: { ties: readonly TieRow[] }) {
  const { boxes, ties: drawn, columns, width, height } = layOutTies(ties);
  return (
    <>
      <TieLegend />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <section class="scrolls" tabIndex={0} aria-label="Diagram of the ties; it scrolls sideways">
        <svg class="ties" width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
          <title>Ties from origin to recipient, through the goods</title>
          {columns.map(({ x, title }) => (
            <text key={title} class="column" x={x} y={16}>
              {title}
            </text>
          ))}
          {drawn.map((tie) => (
            <TieLine key={tie.tie.key} of={tie} />
          ))}
          {boxes.map((box) => (
            <BoxShape key={box.id} of={box} />
          ))}
          {/* Above all lines; each link has it in its name. */}
          {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of a drawing takes no focus. */}
          <g aria-hidden="true">
            {drawn.map(({ tie: of, labelBoxes: labels }) =>
              labels.map((box) => (
                <text
                  key={`${of.key} ${box.id}`}
                  class="label"
                  x={box.x - 14}
                  y={getSlotY(box, of.key) - 5}
                  text-anchor="end"
                >
                  {describeTie(of)}
                </text>
              )),
            )}
          </g>
        </svg>
      </section>
    </>
  );
}

function TieLine({ of: { tie, segments: stretches, spacers: past, arrowTargets: arrows } }: { of: TieLayout }) {
  const { route } = useLocation();
  const address = buildEntryPath(tie.key);
  const text = describeTie(tie);
  const follow = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0) return;
    event.preventDefault();
    route(address);
  };
  const pathOf = ({ from, to }: Segment): string => {
    const stub = to.column === 1 ? tieLabelWidth : 0;
    const bend =
      drawLink({
        source: [from.x + boxWidth, getSlotY(from, tie.key)],
        target: [to.x - stub, getSlotY(to, tie.key)],
      }) ?? '';
    return `${bend}H${to.x}`;
  };
  const crossing = (box: DiagramBox): string => `M${box.x},${getSlotY(box, tie.key)}h${boxWidth}`;
  const lines = [
    ...stretches
      .filter(({ isExcluded: gone }) => !gone)
      .map((stretch) => ({ id: getSegmentId(stretch), d: pathOf(stretch) })),
    ...past.map((box) => ({ id: box.id, d: crossing(box) })),
  ];
  return (
    <a
      class={`tie ${getTieClass(tie)}`}
      data-key={tie.key}
      data-kind={tie.kind}
      data-status={tie.status}
      href={address}
      aria-label={`${tie.summary} (${text})`}
      onClick={follow}
    >
      <title>{`${tie.summary} (${text})`}</title>
      {stretches
        .filter(({ isExcluded: gone }) => gone)
        .map((stretch) => (
          <path key={getSegmentId(stretch)} class="gone" d={pathOf(stretch)} />
        ))}
      {lines.map(({ id, d }) => (
        <g key={id}>
          <path class="reach" d={d} />
          <path class="line" d={d} />
          {isHollow(tie) && <path class="core" d={d} />}
        </g>
      ))}
      {arrows.map((box) => (
        <path key={box.id} class="head" d={`M${box.x - 1},${getSlotY(box, tie.key)}l-10,-5v10z`} />
      ))}
    </a>
  );
}

const getSegmentId = ({ from, to }: Segment): string => `${from.id} ${to.id}`;

/** What does not move yet is drawn hollow, whatever it is; only a tie at work has its kind's full line. */
const isHollow = ({ status }: { readonly status: TieRow['status'] }): boolean =>
  status === 'PLEDGE' || status === 'COMMITMENT';
const getTieClass = ({ kind, status }: Pick<TieRow, 'kind' | 'status'>): string =>
  `kind-${kind.toLowerCase()} status-${status.toLowerCase()}`;

const BoxShape = ({ of: { x, y, height, lines, excludedAs: gone, isUnstated: unstated } }: { of: DiagramBox }) => (
  <g class={['box', gone && 'gone', unstated && 'unstated'].filter(Boolean).join(' ')}>
    <rect x={x} y={y} width={boxWidth} height={height} rx={3} />
    {lines.map((line, index) => (
      <text
        key={index}
        class={gone && index === lines.length - 1 ? 'why' : undefined}
        x={x + boxWidth / 2}
        y={y + height / 2 + (index - (lines.length - 1) / 2) * lineHeight + 5}
        text-anchor="middle"
      >
        {line}
      </text>
    ))}
  </g>
);

const legendStatuses = ['COMMITMENT', 'PLEDGE', 'SUSPENDED', 'WINDING_DOWN', 'ENDED'] as const;

const TieLegend = () => (
  <ul class="legend" aria-label="What the lines mean">
    {tieKindOptions.map(({ value, text }) => (
      <li key={value}>
        <LineSample kind={value} status="ACTIVE" /> {text}, active
      </li>
    ))}
    {legendStatuses.map((status) => (
      <li key={status}>
        <LineSample kind="SUPPLY" status={status} /> {getTieStatusLabel(status)}
      </li>
    ))}
    <li>
      <svg class="sample" width="44" height="14" aria-hidden="true">
        <path class="gone" d="M2,7H42" />
      </svg>{' '}
      <s>replaced or bypassed</s>
    </li>
  </ul>
);

const LineSample = (of: Pick<TieRow, 'kind' | 'status'>) => (
  <svg class="sample" width="44" height="14" aria-hidden="true">
    <g class={`tie ${getTieClass(of)}`}>
      <path class="line" d="M2,7H42" />
      {isHollow(of) && <path class="core" d="M2,7H42" />}
    </g>
  </svg>
);
