import { GraphQLError } from 'graphql';
import { ChanceryError } from '../errors.ts';
import { parseDay } from '../fuzzy-date.ts';
import { builder } from './builder.ts';

const text = (value: unknown): string => {
  if (typeof value !== 'string')
    throw new GraphQLError(`${JSON.stringify(value)} is not a day. Write YYYY-MM-DD, such as 2023-11-01.`, {
      extensions: { code: 'BAD_INPUT' },
    });
  return value;
};

builder.scalarType('Date', {
  description: 'A day of the Gregorian calendar, YYYY-MM-DD.',
  serialize: (value) => value,
  parseValue: (value) => {
    try {
      return parseDay(text(value));
    } catch (error) {
      if (error instanceof ChanceryError) throw new GraphQLError(error.message, { extensions: { code: error.code } });
      throw error;
    }
  },
});

builder.scalarType('DateTime', {
  description: 'A moment, in ISO 8601 with a time zone: 2023-11-01T12:00:00Z.',
  serialize: (value) => value,
  parseValue: (value) => {
    const given = text(value);
    if (Number.isNaN(Date.parse(given)) || !/T.*(Z|[+-]\d\d:?\d\d)$/.test(given))
      throw new GraphQLError(`"${given}" is not a moment. Write it in ISO 8601 with a time zone, such as 2023-11-01T12:00:00Z.`, {
        extensions: { code: 'BAD_INPUT' },
      });
    return given;
  },
});
