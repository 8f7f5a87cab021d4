import { createClient } from '@chancery/sdk/core';
import { graphql } from '@chancery/sdk/tada';

const PersonName = graphql('fragment PersonName on Person @_unmask { name }');
const Leaders = graphql(
  `query Leaders($code: String!, $on: Date) {
    country(code: $code) { leaders(on: $on) { person { ...PersonName } office { title } } }
  }`,
  [PersonName],
);

const client = createClient({ url: process.argv[2] ?? 'http://localhost:4000/graphql' });
const { country } = await client.request(Leaders, { code: 'FR', on: '2023-11-01' });
for (const { person, office } of country?.leaders ?? []) console.log(`${person.name}, ${office.title}`);

// @ts-expect-error a code is text
export const wrong = () => client.request(Leaders, { code: 250 });
// @ts-expect-error a country has no king
export const missing = () => country?.king;
