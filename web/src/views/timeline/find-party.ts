import { InvalidInputError, type PartyRef } from '@chancery/sdk';
import { request } from '../../api/client.ts';
import { fetchAllPages } from '../../api/fetch-all-pages.ts';
import { type QueryState, useAsyncData } from '../../api/use-query.ts';
import { GroupsOnRecordDocument, OrganizationOfKeyDocument, PartyOfKeyDocument } from './generated/operations.ts';

/** The country, person, group or organization of a key; for a country also by its other codes. Null where there is none. */
async function findParty(key: string, signal: AbortSignal): Promise<PartyRef | null> {
  const { country, person } = await request(PartyOfKeyDocument, { key }, { signal });
  const found = country ?? person;
  if (found) return found;
  const everyGroup = fetchAllPages<PartyRef>(
    async (after) => (await request(GroupsOnRecordDocument, { ...(after && { after }) }, { signal })).groups,
  );
  for await (const groups of everyGroup) {
    const group = groups.find((one) => one.key === key);
    if (group) return group;
  }
  try {
    return (await request(OrganizationOfKeyDocument, { key }, { signal })).organizations.nodes[0] ?? null;
  } catch (error) {
    // The API refuses a key that names no organization.
    if (error instanceof InvalidInputError) return null;
    throw error;
  }
}

/** The party of a key, asked again when the key changes; a key of null asks nothing. */
export const useParty = (key: string | null): QueryState<{ key: string; party: PartyRef | null }> =>
  useAsyncData(key, async (signal) => ({ key: key ?? '', party: await findParty(key ?? '', signal) }));
