import { useQuery } from '../api/use-query.ts';
import { formatDay } from '../format/date.ts';
import { DatasetDocument } from './generated/operations.ts';
import { ThemeSelect } from './theme-select.tsx';

export function Footer() {
  const { data } = useQuery(DatasetDocument, {});
  const lastChange = data?.changes.nodes[0];
  return (
    <footer className="site-footer">
      <div className="wide">
        <p>
          {lastChange ? `Updated on ${formatDay(lastChange.recordedAt.slice(0, 10))}. ` : ''}
          Every fact cites its sources. Quotations belong to their publishers. The software is licensed under MIT.
        </p>
        <p>
          <a href="/graphql">GraphQL playground</a>
        </p>
        <ThemeSelect />
      </div>
    </footer>
  );
}
