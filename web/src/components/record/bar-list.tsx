import { Link } from '../link.tsx';

interface Bar {
  readonly key: string;
  readonly label: string;
  readonly value: number;
  /** The value in words. Defaults to the number. */
  readonly text?: string;
  readonly href: string;
}

/** A ranking as a list of bars, each a link to what was counted. */
export function BarList({ title, bars }: { title: string; bars: readonly Bar[] }) {
  const max = Math.max(...bars.map(({ value }) => value), 1);
  return (
    <div className="bar-list">
      <h3>{title}</h3>
      <ol>
        {bars.map(({ key, label, value, text, href }) => (
          <li key={key}>
            <Link href={href}>
              <span>{label}</span> <span className="bar-list-value">{text ?? value.toLocaleString('en')}</span>
            </Link>
            <span className="bar-list-track" aria-hidden="true">
              <span className="bar-list-bar" style={{ width: `${(100 * value) / max}%` }} />
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
