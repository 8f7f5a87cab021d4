import { GraphQLError, Kind, type ValueNode, valueFromASTUntyped } from 'graphql';
import { badInput, ChanceryError } from '../model/errors.ts';
import { parseDay } from '../model/fuzzy-date.ts';
import { builder } from './builder.ts';

/** Defines a scalar that is written as text. Variables and literals are validated alike; errors locate literals. */
function defineTextScalar(
  name: 'Date' | 'DateTime',
  thing: string,
  description: string,
  specifiedByURL: string,
  parse: (text: string) => string,
  right: string,
): void {
  const read = (value: unknown, nodes?: ValueNode): string => {
    try {
      if (typeof value !== 'string') throw badInput(`${JSON.stringify(value)} is not a ${thing}. ${right}`);
      return parse(value);
    } catch (error) {
      if (!(error instanceof ChanceryError)) throw error;
      throw new GraphQLError(error.message, { nodes: nodes ?? null, extensions: { code: error.code } });
    }
  };
  builder.scalarType(name, {
    description,
    specifiedByURL,
    serialize: (value) => value,
    parseValue: (value) => read(value),
    parseLiteral: (node) => read(node.kind === Kind.STRING ? node.value : valueFromASTUntyped(node), node),
  });
}

function parseDateTime(text: string): string {
  if (Number.isNaN(Date.parse(text)) || !/T.*(Z|[+-]\d\d:?\d\d)$/.test(text))
    throw badInput(`"${text}" is not a moment. ${dateTimeHint}`);
  return text;
}

const dateTimeHint = 'Write it in ISO 8601 with a time zone, such as 2023-11-01T12:00:00Z.';

defineTextScalar(
  'Date',
  'day',
  'A day of the Gregorian calendar, YYYY-MM-DD.',
  'https://scalars.graphql.org/andimarek/local-date',
  parseDay,
  'Write YYYY-MM-DD as text, such as "2023-11-01".',
);
defineTextScalar(
  'DateTime',
  'moment',
  'A moment, in ISO 8601 with a time zone: 2023-11-01T12:00:00Z.',
  'https://scalars.graphql.org/andimarek/date-time',
  parseDateTime,
  dateTimeHint,
);
