import { PartyLink } from '../../components/record-links.tsx';
import { getLanguageName, humanizeEnum, statementModeLabels } from '../../format/labels.ts';
import {
  type RenderedField,
  renderDate,
  renderEntryLink,
  renderEntryList,
  renderParties,
  renderParty,
} from './field-renderers.tsx';
import { formatNumber } from './field-value.tsx';
import type {
  AgreementFields,
  Entry,
  FigureFields,
  PositionFields,
  StatementFields,
  TradeLinkFields,
} from './generated/operations.ts';
import { OfficeTerm } from './office-term.tsx';
import { renderVisitFields } from './visit-fields.tsx';

export type EntryData = NonNullable<Entry['entry']>;

/** Renders all fields of an entry in reading order. */
export function renderEntryFields(entry: EntryData): readonly RenderedField[] {
  switch (entry.__typename) {
    case 'Visit':
      return renderVisitFields(entry);
    case 'Statement':
      return renderStatementFields(entry);
    case 'TradeLink':
      return renderTradeLinkFields(entry);
    case 'Agreement':
      return renderAgreementFields(entry);
    case 'Position':
      return renderPositionFields(entry);
    case 'Figure':
      return renderFigureFields(entry);
  }
}

const renderStatementFields = (statement: StatementFields): RenderedField[] => [
  ['speaker', statement.speaker ? <PartyLink party={statement.speaker} /> : 'the source'],
  ['speakerTerm', statement.speakerTerm && <OfficeTerm term={statement.speakerTerm} />],
  ['saidOn', renderDate(statement.saidOn)],
  ['addressees', renderParties(statement.addressees)],
  ['mode', statementModeLabels[statement.mode]],
  ['language', getLanguageName(statement.language)],
  ['spokenLanguage', statement.spokenLanguage && getLanguageName(statement.spokenLanguage)],
  ['about', renderParties(statement.about)],
  ['visit', renderEntryLink(statement.visit)],
];

const renderTradeLinkFields = (tradeLink: TradeLinkFields): RenderedField[] => [
  ['kind', humanizeEnum(tradeLink.tieKind)],
  ['status', humanizeEnum(tradeLink.tieStatus)],
  [
    'commodities',
    tradeLink.commodities.length > 0 ? (
      <ul className="plain">
        {tradeLink.commodities.map(({ key, name, scheme, code }) => (
          <li key={key}>
            {name ?? `${scheme} ${code}`}
            {name && code && <span className="minor"> ({`${scheme} ${code}`})</span>}
          </li>
        ))}
      </ul>
    ) : null,
  ],
  ['commodityVerbatim', tradeLink.commodityVerbatim && `“${tradeLink.commodityVerbatim}”`],
  ['suppliers', renderParties(tradeLink.suppliers)],
  ['buyers', renderParties(tradeLink.buyers)],
  ['partners', renderParties(tradeLink.partners)],
  ['endpoints', renderParties(tradeLink.endpoints)],
  ['via', renderParties(tradeLink.via)],
  ['bypassed', renderParties(tradeLink.bypassed)],
  ['replaced', renderParties(tradeLink.replaced)],
  ['start', renderDate(tradeLink.start)],
  ['end', renderDate(tradeLink.end)],
  ['agreement', renderEntryLink(tradeLink.agreement)],
];

const renderAgreementFields = (agreement: AgreementFields): RenderedField[] => [
  ['title', agreement.title],
  ['instrument', agreement.instrument && humanizeEnum(agreement.instrument)],
  ['binding', agreement.binding === null ? null : agreement.binding ? 'yes' : 'no'],
  ['status', humanizeEnum(agreement.agreementStatus)],
  ['signedOn', renderDate(agreement.signedOn)],
  ['entryIntoForce', renderDate(agreement.entryIntoForce)],
  ['end', renderDate(agreement.end)],
  ['signatories', renderParties(agreement.signatories)],
  ['partOf', renderEntryLink(agreement.partOf)],
  ['parts', renderEntryList(agreement.parts)],
  ['visit', renderEntryLink(agreement.visit)],
];

const renderPositionFields = (position: PositionFields): RenderedField[] => [
  ['holder', renderParty(position.holder)],
  ['stance', humanizeEnum(position.stance)],
  ['toward', renderParties(position.toward)],
  ['topic', position.topic?.name],
  ['label', position.label && `“${position.label}”`],
  ['start', renderDate(position.start)],
  ['end', renderDate(position.end)],
  ['statedBy', position.statedBy ? <PartyLink party={position.statedBy} /> : 'the source'],
];

const renderFigureFields = (figure: FigureFields): RenderedField[] => [
  ['measure', figure.measure],
  ['value', formatNumber(figure.value)],
  ['unit', figure.unit],
  ['approximate', figure.approximate ? 'yes' : 'no'],
  ['period', renderDate(figure.period)],
  ['about', renderParties(figure.about)],
  ['statedBy', figure.statedBy ? <PartyLink party={figure.statedBy} /> : 'the source'],
  ['visit', renderEntryLink(figure.visit)],
];
