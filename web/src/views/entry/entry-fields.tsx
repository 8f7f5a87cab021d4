import { PartyLink } from '../../components/record-links.tsx';
import { languageOf, lower } from '../../format/labels.ts';
import { modes } from '../statements/statement-filter.ts';
import { day, entryLink, entryList, type Fact, parties, party } from './field-renderers.tsx';
import { numberText } from './field-value.tsx';
import type {
  AgreementFacts,
  Entry,
  FigureFacts,
  PositionFacts,
  StatementFacts,
  TradeLinkFacts,
} from './generated/operations.ts';
import { Office } from './office-term.tsx';
import { Renderings } from './renderings.tsx';
import { visitFacts } from './visit-fields.tsx';

export type EntryOnRecord = NonNullable<Entry['entry']>;

/** All fields of an entry, in reading order. */
export function factsOf(entry: EntryOnRecord): readonly Fact[] {
  switch (entry.__typename) {
    case 'Visit':
      return visitFacts(entry);
    case 'Statement':
      return statementFacts(entry);
    case 'TradeLink':
      return tradeLinkFacts(entry);
    case 'Agreement':
      return agreementFacts(entry);
    case 'Position':
      return positionFacts(entry);
    case 'Figure':
      return figureFacts(entry);
  }
}

const statementFacts = (of: StatementFacts): Fact[] => [
  ['speaker', of.speaker ? <PartyLink of={of.speaker} /> : 'the source itself'],
  ['speakerTerm', of.speakerTerm && <Office of={of.speakerTerm} />],
  ['saidOn', day(of.saidOn)],
  ['addressees', parties(of.addressees)],
  [
    'text',
    <blockquote lang={of.language} class={of.mode === 'DIRECT' || of.mode === 'MIXED' ? 'quoted' : 'told'}>
      {of.text}
    </blockquote>,
  ],
  ['mode', modes.find(({ value }) => value === of.mode)?.text],
  ['language', languageOf(of.language)],
  ['spokenLanguage', of.spokenLanguage && languageOf(of.spokenLanguage)],
  ['about', parties(of.about)],
  ['visit', entryLink(of.visit)],
  ['renderings', of.renderings.length > 0 ? <Renderings of={of.renderings} /> : null],
];

const tradeLinkFacts = (of: TradeLinkFacts): Fact[] => [
  ['kind', lower(of.tieKind)],
  ['status', lower(of.tieStatus)],
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
  ['suppliers', parties(of.suppliers)],
  ['buyers', parties(of.buyers)],
  ['partners', parties(of.partners)],
  ['endpoints', parties(of.endpoints)],
  ['via', parties(of.via)],
  ['bypassed', parties(of.bypassed)],
  ['replaced', parties(of.replaced)],
  ['since', day(of.since)],
  ['until', day(of.until)],
  ['agreement', entryLink(of.agreement)],
];

const agreementFacts = (of: AgreementFacts): Fact[] => [
  ['title', of.title],
  ['instrument', of.instrument && lower(of.instrument)],
  ['binding', of.binding === null ? null : of.binding ? 'yes' : 'no'],
  ['status', lower(of.agreementStatus)],
  ['signedOn', day(of.signedOn)],
  ['signatories', parties(of.signatories)],
  ['partOf', entryLink(of.partOf)],
  ['parts', entryList(of.parts)],
  ['visit', entryLink(of.visit)],
];

const positionFacts = (of: PositionFacts): Fact[] => [
  ['holder', party(of.holder)],
  ['stance', lower(of.stance)],
  ['toward', parties(of.toward)],
  ['topic', of.topic?.name],
  ['label', of.label && `“${of.label}”`],
  ['from', day(of.from)],
  ['until', day(of.until)],
  ['statedBy', of.statedBy ? <PartyLink of={of.statedBy} /> : 'the source itself'],
];

const figureFacts = (of: FigureFacts): Fact[] => [
  ['measure', of.measure],
  ['value', numberText(of.value)],
  ['unit', of.unit],
  ['approximate', of.approximate ? 'yes: the source says “about”' : 'no'],
  ['period', day(of.period)],
  ['about', parties(of.about)],
  ['statedBy', of.statedBy ? <PartyLink of={of.statedBy} /> : 'the source itself'],
  ['visit', entryLink(of.visit)],
];
