import { type RecordNoun, recordNouns } from '../../model/vocabulary.ts';
import { getRecordSchema, type SchemaNode } from './record-columns.ts';

/** The classes of schema.org that fit a noun. */
const schemaClasses: Readonly<Partial<Record<RecordNoun, string>>> = {
  source: 'schema:CreativeWork',
  country: 'schema:Country',
  group: 'schema:Organization',
  person: 'schema:Person',
  organization: 'schema:Organization',
  term: 'schema:Role',
  commodity: 'schema:DefinedTerm',
  topic: 'schema:DefinedTerm',
  trip: 'schema:Trip',
  visit: 'schema:Event',
  statement: 'schema:Quotation',
  figure: 'schema:Observation',
};

/** The properties of schema.org and PROV that fit a field of any noun. Other fields are in Chancery's own vocabulary. */
const commonProperties: Readonly<Record<string, string>> = {
  name: 'schema:name',
  title: 'schema:name',
  summary: 'schema:description',
  note: 'schema:description',
  text: 'schema:text',
  url: 'schema:url',
  language: 'schema:inLanguage',
  publisher: 'schema:publisher',
  publishedOn: 'schema:datePublished',
  licence: 'schema:license',
  sha256: 'schema:sha256',
  start: 'schema:startDate',
  end: 'schema:endDate',
  citations: 'prov:qualifiedPrimarySource',
  derivedFrom: 'prov:wasDerivedFrom',
  replaces: 'prov:wasRevisionOf',
  sameAs: 'schema:identifier',
  'citations.source': 'prov:entity',
  'citations.value': 'chancery:value',
  'spans.start': 'chancery:spanStart',
  'spans.end': 'chancery:spanEnd',
  'sameAs.scheme': 'schema:propertyID',
  'sameAs.value': 'schema:value',
};
const ownProperties: Readonly<Record<string, string>> = {
  'visit.host': 'schema:location',
  'visit.travellers': 'schema:attendee',
  'visit.travellers.party': 'schema:attendee',
  'statement.speaker': 'schema:spokenByCharacter',
  'statement.addressees': 'schema:recipient',
  'statement.about': 'schema:about',
  'statement.saidOn': 'schema:dateCreated',
  'figure.value': 'schema:value',
  'term.person': 'schema:agent',
};

/** The class of the objects in a list. */
const partClasses: Readonly<Record<string, string>> = {
  travellers: 'schema:Role',
  citations: 'prov:PrimarySource',
  sameAs: 'schema:PropertyValue',
};

const vocabularyPrefix = 'urn:chancery:vocabulary:';
const recordPrefix = 'urn:chancery:';

/** The nouns whose keys are unique among each other, so that a reference need not say which of them it names. */
const partySpace = 'party';
const spaces: Readonly<Record<string, string>> = {
  country: partySpace,
  group: partySpace,
  person: partySpace,
  organization: partySpace,
};

/** Returns the identifier of a record: a URN. */
export const toIri = (noun: string, key: string): string =>
  `${recordPrefix}${spaces[noun] ?? noun}:${encodeURIComponent(key)}`;

/** Returns the types of the records of a noun: "Visit" and `schema:Event`. */
export const toTypes = (noun: RecordNoun): string[] => [
  toClassName(noun),
  ...(schemaClasses[noun] ? [schemaClasses[noun]] : []),
];

export const getPartClass = (field: string): string | undefined => partClasses[field];

const toClassName = (noun: RecordNoun): string =>
  noun.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

type Context = { [term: string]: string | Context | number | boolean };

/** Returns the context of JSON-LD 1.1: the vocabularies, and for each noun the meaning of its fields. */
export function createJsonLdContext(): Context {
  const nouns = recordNouns.map((noun): [string, Context] => [
    toClassName(noun),
    { '@id': `chancery:${toClassName(noun)}`, '@context': describeFields(noun, getRecordSchema(noun), []) },
  ]);
  return {
    '@version': 1.1,
    chancery: vocabularyPrefix,
    schema: 'https://schema.org/',
    prov: 'http://www.w3.org/ns/prov#',
    edtf: 'http://id.loc.gov/datatypes/edtf/',
    ...Object.fromEntries(nouns),
  };
}

function describeFields(noun: RecordNoun, node: SchemaNode, path: readonly string[]): Context {
  const fields = node.properties ?? node.items?.properties ?? {};
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => name !== 'noun')
      .map(([name, field]) => [name, describeField(noun, field, [...path, name])]),
  );
}

function describeField(noun: RecordNoun, field: SchemaNode, path: readonly string[]): string | Context {
  const own = ownProperties[[noun, ...path].join('.')];
  const id =
    own ??
    commonProperties[path.slice(-2).join('.')] ??
    commonProperties[path.at(-1) ?? ''] ??
    `chancery:${path.at(-1)}`;
  const value = field.items ?? field;
  if (value.refersTo !== undefined) return { '@id': id, '@type': '@id' };
  if (value.properties)
    return { '@id': id, '@context': describeFields(noun, value, path), ...(field.items && { '@container': '@list' }) };
  if (isDate(value)) return { '@id': id, '@type': 'edtf:EDTF' };
  return value.type === undefined ? { '@id': id, '@type': '@json' } : id;
}

/** Dates are transformed from text, so JSON Schema does not describe their values. */
export const isDate = ({ type, $ref, anyOf }: SchemaNode): boolean =>
  type === undefined && $ref === undefined && anyOf === undefined;
