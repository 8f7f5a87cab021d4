import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql';
import type { Random } from '../src/random.ts';

/** Text that programs mishandle: quotes, operators of the full-text search, characters outside the basic plane, paths. */
const hostileTexts = [
  '',
  ' ',
  'KZ',
  'FR',
  'emmanuel-macron',
  'kz2023:V2',
  'kz2023:S2',
  'un-m49',
  'France',
  'the',
  'a*',
  '"',
  "'; DROP TABLE visits; --",
  'NEAR(a b, 5)',
  'title : x OR body : y',
  '-'.repeat(200),
  '%_%',
  '\u0000',
  '\ud800',
  '🇰🇿'.repeat(20),
  '\u202e',
  'e\u0301',
  '../../etc/passwd',
  'x'.repeat(2_001),
  'x'.repeat(100_000),
  '[[[[[[[[[[',
  '{"edtf":"2023"}',
  '__proto__',
  'constructor',
] as const;

const keys = ['KZ', 'FR', 'UZ', 'emmanuel-macron', 'kz2023:V2', 'kz2023:S2', 'un-m49', 'EU'];
const plainTexts = ['France', 'Kazakh', 'the', 'historic', 'vassal', 'uranium OR oil', '2023', 'en'];

const texts: Readonly<Record<string, readonly string[]>> = {
  Date: ['2023-11-01', '0001-01-01', '9999-12-31', '2023-02-30', '2023', 'yesterday'],
  DateTime: ['2023-11-01T15:45:00Z', '2023-11-01', '9999-12-31T23:59:59Z', '2023-11-01T15:45:00'],
  ID: ['VmlzaXQ6a3oyMDIzOlYy', 'Q291bnRyeTpGUg==', 'x', ''],
};
const dates = [
  '2023-11-01',
  '2023-11',
  '2023',
  '[2023-10-23..2023-10-29]',
  '../2023',
  '2023~',
  '2001-22',
  '20240505',
  '-0044',
  '9999',
  `[${'1985..1990,'.repeat(5_000)}]`,
];

const numbers = [0, 1, 2, 5, 20, 100, 101, -1, 10_000, 2_147_483_647, -2_147_483_648, 2_147_483_648, 1.5, 1e300];

/** Returns a value for an input type: usually a valid one, sometimes a hostile one. */
export function drawValue(random: Random, type: GraphQLInputType, name: string, depth = 4): unknown {
  if (random.chance(0.01)) return random.pick<unknown>([null, 0, '', [], {}, true, nest(random.pick([5, 50, 700]))]);
  if (isNonNullType(type)) return drawValue(random, type.ofType, name, depth);
  if (random.chance(0.03)) return null;
  const inner = getNullableType(type);
  if (isListType(inner)) {
    const length = random.chance(0.01) ? random.pick([499, 501, 2_000]) : random.nextInt(4);
    const item = inner.ofType as GraphQLInputType;
    return Array.from({ length }, () =>
      length > 100 ? drawSmallValue(random, item) : drawValue(random, item, name, depth - 1),
    );
  }
  if (isEnumType(inner)) return random.chance(0.03) ? 'NOT_A_VALUE' : random.pick(inner.getValues()).name;
  if (isInputObjectType(inner)) return drawObject(random, inner, depth);
  return drawScalar(random, inner.name, name);
}

const drawSmallValue = (random: Random, type: GraphQLInputType): unknown =>
  isInputObjectType(getNullableType(type)) ? {} : drawValue(random, type, '', 0);

function drawObject(random: Random, type: GraphQLInputObjectType, depth: number): Record<string, unknown> {
  const fields = Object.values(type.getFields());
  const optional = fields.filter((field) => !isRequiredInputField(field));
  const chosen =
    depth <= 0 ? [] : type.isOneOf ? [random.pick(optional)] : random.shuffle(optional).slice(0, random.nextInt(4));
  const required = fields.filter((field) => isRequiredInputField(field) && !random.chance(0.02));
  return Object.fromEntries(
    [...required, ...chosen].map((field) => [field.name, drawValue(random, field.type, field.name, depth - 1)]),
  );
}

function drawScalar(random: Random, type: string, name: string): unknown {
  if (type === 'Boolean') return random.chance(0.5);
  if (type === 'Int' || type === 'Float') return random.pick(random.chance(0.7) ? numbers.slice(0, 6) : numbers);
  if (random.chance(0.1)) return random.pick(hostileTexts);
  if (name === 'edtf') return random.pick(dates);
  return random.pick(
    texts[type] ??
      (/^(key|into|source|speaker|person|host|met|eq|in|has|(add|remove)[A-Z].*)$/.test(name) ? keys : plainTexts),
  );
}

/** Lists in lists. */
export function nest(levels: number): unknown {
  let value: unknown = [];
  for (let level = 1; level < levels; level += 1) value = [value];
  return value;
}
