import { createClient, format } from '@chancery/sdk';

const [url = 'http://localhost:4000/graphql', host = 'KZ'] = process.argv.slice(2);
const client = createClient({ url });

const filter = { host: { code: { eq: host } } };
console.log(`${await client.visits.count({ filter })} visits to ${(await client.countries.get(host))?.name}`);
for await (const { start, travellers, summary } of client.visits.each({ filter })) {
  console.log(`${format(start)}: ${travellers.map(({ party }) => party.name).join(', ')}. ${summary}`);
}
