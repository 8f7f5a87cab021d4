import { PartyLink } from '../../components/record-links.tsx';
import { getLanguageName, humanizeEnum } from '../../format/labels.ts';
import { statementModeOptions } from '../statements/statement-filter.ts';
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
  AgreementFacts,
  Entry,
  FigureFacts,
  PositionFacts,
  StatementFacts,
  TradeLinkFacts,
} from './generated/operations.ts';
import { OfficeTerm } from './office-term.tsx';
import { Renderings } from './renderings.tsx';
import { renderVisitFields } from './visit-fields.tsx';

export type EntryData = NonNullable<Entry['entry']>;

/** All fields of an entry, in reading order. */
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

const renderStatementFields = (of: StatementFacts): RenderedField[] => [
  ['speaker', of.speaker ? <PartyLink of={of.speaker} /> : 'the source itself'],
  ['speakerTerm', of.speakerTerm && <OfficeTerm of={of.speakerTerm} />],
  ['saidOn', renderDate(of.saidOn)],
  ['addressees', renderParties(of.addressees)],
  [
    'text',
    <blockquote lang={of.language} class={of.mode === 'DIRECT' || of.mode === 'MIXED' ? 'quoted' : 'told'}>
      {of.text}
    </blockquote>,
  ],
  ['mode', statementModeOptions.find(({ value }) => value === of.mode)?.text],
  ['language', getLanguageName(of.language)],
  ['spokenLanguage', of.spokenLanguage && getLanguageName(of.spokenLanguage)],
  ['about', renderParties(of.about)],
  ['visit', renderEntryLink(of.visit)],
  ['renderings', of.renderings.length > 0 ? <Renderings of={of.renderings} /> : null],
];

const renderTradeLinkFields = (of: TradeLinkFacts): RenderedField[] => [
  ['kind', humanizeEnum(of.tieKind)],
  ['status', humanizeEnum(of.tieStatus)],
  [
    'commodities',
    of.commodities.length > 0 ? (
      <ul class="plain">
        {of.commodities.map(({ key, name, scheme, code }) => (
          <li key={key}>
            {name}
            {code && <span class="minor"> ({`${scheme} ${code}`})</span>}
          </li>
        ))}
      </ul>
    ) : null,
  ],
  ['commodityVerbatim', of.commodityVerbatim && `“${of.commodityVerbatim}”`],
  ['suppliers', renderParties(of.suppliers)],
  ['buyers', renderParties(of.buyers)],
  ['partners', renderParties(of.partners)],
  ['endpoints', renderParties(of.endpoints)],
  ['via', renderParties(of.via)],
  ['bypassed', renderParties(of.bypassed)],
  ['replaced', renderParties(of.replaced)],
  ['since', renderDate(of.since)],
  ['until', renderDate(of.until)],
  ['agreement', renderEntryLink(of.agreement)],
];

const renderAgreementFields = (of: AgreementFacts): RenderedField[] => [
  ['title', of.title],
  ['instrument', of.instrument && humanizeEnum(of.instrument)],
  ['binding', of.binding === null ? null : of.binding ? 'yes' : 'no'],
  ['status', humanizeEnum(of.agreementStatus)],
  ['signedOn', renderDate(of.signedOn)],
  ['signatories', renderParties(of.signatories)],
  ['partOf', renderEntryLink(of.partOf)],
  ['parts', renderEntryList(of.parts)],
  ['visit', renderEntryLink(of.visit)],
];

const renderPositionFields = (of: PositionFacts): RenderedField[] => [
  ['holder', renderParty(of.holder)],
  ['stance', humanizeEnum(of.stance)],
  ['toward', renderParties(of.toward)],
  ['topic', of.topic?.name],
  ['label', of.label && `“${of.label}”`],
  ['from', renderDate(of.from)],
  ['until', renderDate(of.until)],
  ['statedBy', of.statedBy ? <PartyLink of={of.statedBy} /> : 'the source itself'],
];

const renderFigureFields = (of: FigureFacts): RenderedField[] => [
  ['measure', of.measure],
  ['value', formatNumber(of.value)],
  ['unit', of.unit],
  ['approximate', of.approximate ? 'yes: the source says “about”' : 'no'],
  ['period', renderDate(of.period)],
  ['about', renderParties(of.about)],
  ['statedBy', of.statedBy ? <PartyLink of={of.statedBy} /> : 'the source itself'],
  ['visit', renderEntryLink(of.visit)],
];
