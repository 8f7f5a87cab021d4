import { linkHorizontal } from 'd3-shape';
import { Link } from '../../components/link.tsx';
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

/** Trade links as lines from origin to recipient through the commodity. All lines have the same width: a link has no amount. */
export function TieDiagram({ ties }: { ties: readonly TieRow[] }) {
  const { boxes, ties: layouts, columns, width, height } = layOutTies(ties);
  return (
    <>
      <TieLegend ties={ties} hasExcluded={boxes.some(({ excludedAs }) => excludedAs)} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content must be reachable by keyboard. */}
      <section className="scrollable" tabIndex={0} aria-label="Diagram of the trade links, scrollable">
        <svg className="ties" width={width + 2} height={height + 2} viewBox={`-1 -1 ${width + 2} ${height + 2}`}>
          <title>Trade links from origin to recipient</title>
          {columns.map(({ x, title }) => (
            <text key={title} className="column" x={x} y={16}>
              {title}
            </text>
          ))}
          {layouts.map((layout) => (
            <TieLine key={layout.tie.key} layout={layout} />
          ))}
          {boxes.map((box) => (
            <BoxShape key={box.id} box={box} />
          ))}
          {/* Labels are drawn above all lines. They are hidden from screen readers, which read the names of the links. */}
          {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: an SVG group takes no focus. */}
          <g aria-hidden="true">
            {layouts.map(({ tie, labelBoxes }) =>
              labelBoxes.map((box) => (
                <text
                  key={`${tie.key} ${box.id}`}
                  className="label"
                  x={box.x - 14}
                  y={getSlotY(box, tie.key) - 5}
                  textAnchor="end"
                >
                  {describeTie(tie)}
                </text>
              )),
            )}
          </g>
        </svg>
      </section>
    </>
  );
}

function TieLine({ layout: { tie, segments, spacers, arrowTargets } }: { layout: TieLayout }) {
  const url = buildEntryPath(tie.key);
  const label = `${tie.summary} (${describeTie(tie)})`;
  const getSegmentPath = ({ from, to }: Segment): string => {
    const stub = to.column === 1 ? tieLabelWidth : 0;
    const curve =
      drawLink({
        source: [from.x + boxWidth, getSlotY(from, tie.key)],
        target: [to.x - stub, getSlotY(to, tie.key)],
      }) ?? '';
    return `${curve}H${to.x}`;
  };
  const getSpacerPath = (box: DiagramBox): string => `M${box.x},${getSlotY(box, tie.key)}h${boxWidth}`;
  const lines = [
    ...segments
      .filter(({ isExcluded }) => !isExcluded)
      .map((segment) => ({ id: getSegmentId(segment), d: getSegmentPath(segment) })),
    ...spacers.map((box) => ({ id: box.id, d: getSpacerPath(box) })),
  ];
  return (
    <Link
      className={`tie ${getTieClass(tie)}`}
      data-key={tie.key}
      data-kind={tie.kind}
      data-status={tie.status}
      href={url}
      aria-label={label}
    >
      <title>{label}</title>
      {segments
        .filter(({ isExcluded }) => isExcluded)
        .map((segment) => (
          <path key={getSegmentId(segment)} className="excluded" d={getSegmentPath(segment)} />
        ))}
      {lines.map(({ id, d }) => (
        <g key={id}>
          <path className="hit-area" d={d} />
          <path className="line" d={d} />
          {isHollow(tie) && <path className="core" d={d} />}
        </g>
      ))}
      {arrowTargets.map((box) => (
        <path key={box.id} className="arrowhead" d={`M${box.x - 1},${getSlotY(box, tie.key)}l-10,-5v10z`} />
      ))}
    </Link>
  );
}

const getSegmentId = ({ from, to }: Segment): string => `${from.id} ${to.id}`;

/** Trade that has not begun is drawn hollow. */
const isHollow = ({ status }: { readonly status: TieRow['status'] }): boolean =>
  status === 'PLEDGE' || status === 'COMMITMENT';
const getTieClass = ({ kind, status }: Pick<TieRow, 'kind' | 'status'>): string =>
  `kind-${kind.toLowerCase()} status-${status.toLowerCase()}`;

const BoxShape = ({ box: { x, y, height, lines, excludedAs, isUnstated } }: { box: DiagramBox }) => (
  <g className={['box', excludedAs && 'excluded', isUnstated && 'unstated'].filter(Boolean).join(' ')}>
    <rect x={x} y={y} width={boxWidth} height={height} rx={3} />
    {lines.map((line, index) => (
      <text
        key={index}
        className={excludedAs && index === lines.length - 1 ? 'exclusion' : undefined}
        x={x + boxWidth / 2}
        y={y + height / 2 + (index - (lines.length - 1) / 2) * lineHeight + 5}
        textAnchor="middle"
      >
        {line}
      </text>
    ))}
  </g>
);

/** What the lines of the diagram mean: only those that it has. */
function TieLegend({ ties, hasExcluded }: { ties: readonly TieRow[]; hasExcluded: boolean }) {
  const kinds = tieKindOptions.filter(({ value }) => ties.some(({ kind }) => kind === value));
  const statuses = [...new Set(ties.map(({ status }) => status))].filter((status) => status !== 'ACTIVE');
  return (
    <ul className="legend" aria-label="Legend">
      {kinds.map(({ value, label }) => (
        <li key={value}>
          <LineSample kind={value} status="ACTIVE" /> {label}
        </li>
      ))}
      {statuses.map((status) => (
        <li key={status}>
          <LineSample kind="SUPPLY" status={status} /> {getTieStatusLabel(status)}
        </li>
      ))}
      {hasExcluded && (
        <li>
          <svg className="sample" width="44" height="14" aria-hidden="true">
            <path className="excluded" d="M2,7H42" />
          </svg>{' '}
          replaced or bypassed
        </li>
      )}
    </ul>
  );
}

const LineSample = (tie: Pick<TieRow, 'kind' | 'status'>) => (
  <svg className="sample" width="44" height="14" aria-hidden="true">
    <g className={`tie ${getTieClass(tie)}`}>
      <path className="line" d="M2,7H42" />
      {isHollow(tie) && <path className="core" d="M2,7H42" />}
    </g>
  </svg>
);
