import type { AgreementFilter, PositionFilter, StatementFilter, TradeLinkFilter } from '@chancery/sdk';
import type { ReactNode } from 'react';
import { useQuery } from '../../api/use-query.ts';
import { humanizeEnum } from '../../format/labels.ts';
import { paths } from '../../route-paths.ts';
import { buildUrl } from '../../url-state.ts';
import { Badge, StatusBadge } from '../badge.tsx';
import { FuzzyDateText } from '../fuzzy-date-text.tsx';
import { RecordLink } from '../record-link.tsx';
import { EntryLink, PartyLink } from '../record-links.tsx';
import { StatementQuote } from '../statement-quote.tsx';
import {
  SectionAgreementsDocument,
  SectionPositionsDocument,
  SectionStatementsDocument,
  SectionTradeLinksDocument,
} from './generated/operations.ts';
import { RecordSection } from './record-section.tsx';

interface SectionProps<Filter> {
  readonly title: string;
  readonly filter: Filter;
  /** The same filter as parameters of the list. */
  readonly params: Readonly<Record<string, string>>;
}

const maxQuotations = 3;
const maxRows = 6;

export function StatementsSection({ title, filter, params }: SectionProps<StatementFilter>) {
  const query = useQuery(SectionStatementsDocument, { filter, first: maxQuotations });
  return (
    <RecordSection
      title={title}
      query={query}
      href={buildUrl(paths.statements, params)}
      singular="statement"
      plural="statements"
    >
      {({ list }) => (
        <ol className="record-quotations">
          {list.nodes.map((statement) => (
            <li key={statement.key}>
              <StatementQuote statement={statement} />
            </li>
          ))}
        </ol>
      )}
    </RecordSection>
  );
}

export function TradeLinksSection({ title, filter, params }: SectionProps<TradeLinkFilter>) {
  const query = useQuery(SectionTradeLinksDocument, { filter, first: maxRows });
  return (
    <RecordSection
      title={title}
      query={query}
      href={buildUrl(paths.tradeLinks, params)}
      singular="trade link"
      plural="trade links"
    >
      {({ list }) => (
        <Rows>
          {list.nodes.map((link) => (
            <li key={link.key}>
              {link.start ? <FuzzyDateText date={link.start} /> : <span className="unknown">undated</span>}
              <span>
                <EntryLink entry={link} /> <Badge>{humanizeEnum(link.kind)}</Badge> <StatusBadge status={link.status} />
              </span>
            </li>
          ))}
        </Rows>
      )}
    </RecordSection>
  );
}

export function AgreementsSection({ title, filter, params }: SectionProps<AgreementFilter>) {
  const query = useQuery(SectionAgreementsDocument, { filter, first: maxRows });
  return (
    <RecordSection
      title={title}
      query={query}
      href={buildUrl(paths.agreements, params)}
      singular="agreement"
      plural="agreements"
    >
      {({ list }) => (
        <Rows>
          {list.nodes.map((agreement) => (
            <li key={agreement.key}>
              {agreement.signedOn ? (
                <FuzzyDateText date={agreement.signedOn} />
              ) : (
                <span className="unknown">undated</span>
              )}
              <span>
                <EntryLink entry={agreement}>{agreement.title}</EntryLink> <StatusBadge status={agreement.status} />
              </span>
            </li>
          ))}
        </Rows>
      )}
    </RecordSection>
  );
}

export function PositionsSection({ title, filter, params }: SectionProps<PositionFilter>) {
  const query = useQuery(SectionPositionsDocument, { filter, first: maxRows });
  return (
    <RecordSection
      title={title}
      query={query}
      href={buildUrl(paths.positions, params)}
      singular="position"
      plural="positions"
    >
      {({ list }) => (
        <Rows>
          {list.nodes.map((position) => (
            <li key={position.key}>
              <PartyLink party={position.holder} />
              <span>
                <EntryLink entry={position} /> <Badge>{humanizeEnum(position.stance)}</Badge>
                {position.topic && (
                  <span className="minor">
                    {' '}
                    on <RecordLink record={position.topic} />
                  </span>
                )}
              </span>
            </li>
          ))}
        </Rows>
      )}
    </RecordSection>
  );
}

const Rows = ({ children }: { children: ReactNode }) => <ol className="record-rows">{children}</ol>;
