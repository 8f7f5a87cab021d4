import type { BenchQuery } from './bench-query.ts';

export const q1: BenchQuery = {
  name: 'Q1',
  title: 'A country by its code, five fields',
  generateVariables: ({ random, countries }) => random.shuffle(countries.map((code) => ({ code }))),
  chancery: `query Q1($code: String!) {
  country(code: $code) { code alpha3 m49 status name }
}`,
  postgraphile: `query Q1($code: String!) {
  countryByCode(code: $code) { code alpha3 m49 status partyByRowId { name } }
}`,
  toChanceryShape: ({ countryByCode: { partyByRowId, ...country } }) => ({
    country: { ...country, name: partyByRowId.name },
  }),
  limit: `SELECT json_object('country', json_object('code', c.code, 'alpha3', c.alpha3, 'm49', c.m49, 'status', c.status, 'name', p.name))
FROM countries c JOIN parties p ON p.id = c.id WHERE c.code = @code`,
};
