import type { ReactNode } from 'react';
import './card.css';
import { Link } from './link.tsx';

/** A framed part of a page. With `href`, the title is a link that covers the card. */
export function Card({
  title,
  href,
  footer,
  level = 3,
  children,
}: {
  title?: ReactNode;
  href?: string;
  footer?: ReactNode;
  level?: 2 | 3;
  children?: ReactNode;
}) {
  const Heading = `h${level}` as const;
  return (
    <article className={href ? 'card card-link' : 'card'}>
      {title !== undefined && <Heading>{href ? <Link href={href}>{title}</Link> : title}</Heading>}
      {children}
      {footer !== undefined && <footer>{footer}</footer>}
    </article>
  );
}

/** Cards side by side, as many as fit. */
export const CardGrid = ({ children }: { children: ReactNode }) => <div className="card-grid">{children}</div>;
