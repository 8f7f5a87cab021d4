import type { TableNoun } from './table-nouns.ts';

/** What the values of a column look like. */
export type Shape = 'date' | 'url' | 'country' | 'number' | 'word' | 'text';

/** How a field is recognized: by the name of the column, and by what its values look like. */
export interface FieldHint {
  field: string;
  header: RegExp;
  /** The shape that the values must have. */
  shape?: Shape;
  /** The part of a person's field that the column gives. */
  part?: 'office' | 'country';
  /** Whether a column of this shape may be taken whatever its name is. */
  byShape?: true;
  /** Whether the values may look like dates: the heading 2009 does. */
  canBeDate?: true;
}

const place = /\b(?:city|cities|places?|locations?|town|venue|locale|areas?)\b/i;
const about = /\b(?:about|subject|concern(?:s|ing)?|regarding|target)\b/i;
const remarks = /\b(?:remarks?|notes?|comments?|description|details|purpose|reason)\b/i;
const dateWord = /\b(?:date|day|when)\b/i;

/** What the rows of a table may become: records, or measured trade. */
export type ProposedNoun = TableNoun | 'flow';

/** Hints in the order in which they take columns. Names of columns are split into words before they are compared. */
export const fieldHints: Readonly<Record<ProposedNoun, readonly FieldHint[]>> = {
  visit: [
    { field: 'start', header: /\b(?:arriv\w*|start\w*|beg[aiu]n\w*|first day|from|since)\b/i, shape: 'date' },
    { field: 'end', header: /\b(?:left|leav\w*|end\w*|depart\w*|return\w*|last day|until|to)\b/i, shape: 'date' },
    { field: 'start', header: dateWord, shape: 'date', byShape: true },
    { field: 'host', header: /\b(?:to|host\w*|destination|visited|receiving|target)\b/i, shape: 'country' },
    // The country of the traveller, if another column is the host.
    { field: 'host', header: /^country$/i, shape: 'country' },
    { field: 'travellers', part: 'country', header: /\b(?:from|origin|home|sending|of)\b|country/i, shape: 'country' },
    { field: 'host', header: /./, shape: 'country', byShape: true },
    { field: 'travellers', part: 'office', header: /\b(?:position|office|title|post|role|function)\b/i },
    {
      field: 'travellers',
      header: /\b(?:leader|visitor|travell?er|name|person|official|delegate|who|guest|president|minister|actor)s?\b/i,
    },
    { field: 'place', header: place },
    { field: 'status', header: /\bstatus\b/i },
    { field: 'type', header: /\b(?:type|kind|level|nature)\b/i },
    { field: 'remarks', header: remarks },
  ],
  statement: [
    { field: 'saidOn', header: dateWord, shape: 'date', byShape: true },
    { field: 'speaker', part: 'country', header: /country|from/i, shape: 'country' },
    { field: 'speaker', part: 'office', header: /\b(?:position|office|title|post|role|function)\b/i },
    { field: 'speaker', header: /\b(?:speaker|who|person|name|leader|author)\b/i },
    { field: 'addressees', header: /\b(?:to|addressees?|audience)\b/i },
    { field: 'about', header: about },
    { field: 'text', header: /\b(?:text|quotes?|quotation|statement|words?|said)\b/i },
    { field: 'language', header: /\blang(?:uage)?\b/i },
    { field: 'mode', header: /\bmode\b/i },
  ],
  agreement: [
    { field: 'signedOn', header: /\b(?:sign\w*|date)\b/i, shape: 'date', byShape: true },
    { field: 'entryIntoForce', header: /\b(?:force|effective|entry)\b/i, shape: 'date' },
    { field: 'end', header: /\b(?:end\w*|terminat\w*|expir\w*)\b/i, shape: 'date' },
    { field: 'title', header: /\b(?:title|name|agreement|treaty|subject)\b/i },
    { field: 'signatories', header: /\b(?:part(?:y|ies)|signator(?:y|ies)|countries|members)\b/i },
    { field: 'instrument', header: /\b(?:instrument|type|kind|form)\b/i },
    { field: 'status', header: /\bstatus\b/i },
  ],
  'trade-link': [
    { field: 'start', header: /\b(?:since|start\w*|from|date)\b/i, shape: 'date', byShape: true },
    { field: 'end', header: /\b(?:until|end\w*|to)\b/i, shape: 'date' },
    { field: 'suppliers', header: /\b(?:suppliers?|sellers?|exporters?|from|origin)\b/i },
    { field: 'buyers', header: /\b(?:buyers?|importers?|to|destination)\b/i },
    { field: 'partners', header: /\bpartners?\b/i },
    { field: 'commodityVerbatim', header: /\b(?:goods|commodit(?:y|ies)|products?)\b/i },
    { field: 'kind', header: /\b(?:kind|type)\b/i },
    { field: 'status', header: /\bstatus\b/i },
  ],
  position: [
    { field: 'start', header: /\b(?:from|since|start\w*|date)\b/i, shape: 'date', byShape: true },
    { field: 'end', header: /\b(?:until|end\w*|to)\b/i, shape: 'date' },
    { field: 'holder', header: /\b(?:holder|country|party|state|member|who)\b/i },
    { field: 'stance', header: /\b(?:stance|vote|position)\b/i },
    { field: 'toward', header: /\b(?:towards?|target|about)\b/i },
    { field: 'topic', header: /\b(?:topic|issue)\b/i },
    { field: 'label', header: /\b(?:label|resolution|wording|text|title)\b/i },
  ],
  figure: [
    { field: 'period', header: /\b(?:period|year|date)\b/i, shape: 'date', byShape: true },
    { field: 'measure', header: /\b(?:measure|indicator|series|variable)\b/i },
    { field: 'unit', header: /\bunits?\b/i },
    { field: 'value', header: /\b(?:value|amount|figure|number)\b/i, shape: 'number', byShape: true },
    { field: 'about', header: /\b(?:about|country|countries|party|area)\b/i },
    { field: 'statedBy', header: /\b(?:stated|by|reporter)\b/i },
  ],
  term: [
    { field: 'start', header: /\b(?:from|since|start\w*|took office)\b/i, shape: 'date', byShape: true },
    { field: 'end', header: /\b(?:until|end\w*|to|left)\b/i, shape: 'date' },
    { field: 'person', header: /\b(?:person|name|holder|incumbent|leader|who)\b/i },
    { field: 'office', header: /\b(?:office|position|title|post)\b/i },
    { field: 'capacity', header: /\bcapacity\b/i },
  ],
  flow: [
    { field: 'period', header: /\b(?:period|year|month|quarter|date|time)\b/i, shape: 'date', byShape: true },
    { field: 'value', header: /\b(?:value|amount|usd|us\$|dollars?|fob|cif)\b/i, shape: 'number' },
    { field: 'quantity', header: /\b(?:quantity|qty|weight|wgt|kg|tonn?es|tons|barrels|volume)\b/i, shape: 'number' },
    { field: 'reporter', header: /\b(?:report(?:er|ing)|declarant)\b/i },
    { field: 'partner', header: /\b(?:partner|origin|destination|counterpart)\b/i },
    { field: 'reporter', header: /\bimporters?\b/i },
    { field: 'partner', header: /\bexporters?\b/i },
    { field: 'direction', header: /\b(?:flow|direction|trade type|import\/export|regime)\b/i },
    {
      field: 'commodity',
      header: /\b(?:commodity|cmd|hs|hs ?code|cn|cn ?code|product|goods|sitc)\b/i,
      canBeDate: true,
    },
    { field: 'reporter', header: /\bcountry\b/i },
  ],
  person: [
    { field: 'born', header: /\b(?:born|birth\w*)\b/i, shape: 'date', byShape: true },
    { field: 'died', header: /\b(?:died|death)\b/i, shape: 'date' },
    { field: 'name', header: /\b(?:name|person|leader|who)\b/i },
  ],
  organization: [
    { field: 'name', header: /\b(?:name|organi[sz]ation|company)\b/i },
    { field: 'country', header: /\b(?:country|seat)\b/i, shape: 'country', byShape: true },
  ],
  office: [
    { field: 'title', header: /\b(?:title|office|position|post|name)\b/i },
    { field: 'country', header: /\b(?:country|state)\b/i, shape: 'country', byShape: true },
    { field: 'rank', header: /\brank\b/i },
  ],
};

/** What is proposed for a required field that no column gives, and for texts. Templates name fields, which become columns. */
export const defaultFields: Readonly<Record<TableNoun, Readonly<Record<string, string>>>> = {
  visit: { status: 'COMPLETED' },
  statement: { mode: 'INDIRECT', language: 'en' },
  agreement: { instrument: 'UNSPECIFIED', status: 'SIGNED' },
  'trade-link': { kind: 'SUPPLY', status: 'PLEDGE' },
  position: { stance: 'SUPPORTS' },
  figure: { measure: 'value', unit: 'USD' },
  term: {},
  person: {},
  organization: {},
  office: { rank: 'OTHER' },
};

export const summaryTemplates: Readonly<Partial<Record<TableNoun, string>>> = {
  visit: 'Visit of {travellers} to {host}',
  statement: 'Statement of {speaker}: {text}',
  agreement: '{title}',
  'trade-link': 'Trade of {commodityVerbatim}: {suppliers} to {buyers}',
  position: 'Position of {holder}: {stance} {label}',
  figure: '{measure} of {about}, {period}: {value} {unit}',
};

export const keyTemplates: Readonly<Record<TableNoun, string>> = {
  visit: '{travellers}-{host}-{start}',
  statement: '{speaker}-{saidOn}-{text}',
  agreement: '{title}-{signedOn}',
  'trade-link': '{suppliers}-{buyers}-{commodityVerbatim}-{start}',
  position: '{holder}-{label}-{start}',
  figure: '{measure}-{about}-{period}',
  term: '{person}-{office}-{start}',
  person: '{name}-{born}',
  organization: '{name}',
  office: '{title}-{country}',
};

/** Words of tables for values of the vocabulary. */
export const wordSynonyms: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  status: {
    ...{ planned: 'ANNOUNCED', scheduled: 'ANNOUNCED', upcoming: 'ANNOUNCED', expected: 'ANNOUNCED' },
    ...{ done: 'COMPLETED', held: 'COMPLETED', ended: 'COMPLETED', finished: 'COMPLETED' },
    ...{ canceled: 'CANCELLED', 'called off': 'CANCELLED', delayed: 'POSTPONED', ongoing: 'UNDER_WAY' },
  },
  stance: {
    ...{ yes: 'SUPPORTS', y: 'SUPPORTS', for: 'SUPPORTS', 'in favour': 'SUPPORTS', 'in favor': 'SUPPORTS' },
    ...{ no: 'REJECTS', n: 'REJECTS', against: 'REJECTS', abstain: 'NEUTRAL', abstention: 'NEUTRAL', a: 'NEUTRAL' },
  },
  instrument: { mou: 'MEMORANDUM_OF_UNDERSTANDING', memorandum: 'MEMORANDUM_OF_UNDERSTANDING', fta: 'AGREEMENT' },
};
