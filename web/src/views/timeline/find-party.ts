import { InvalidInputError, type PartyRef } from '@chancery/sdk';
import { pages, request } from '../../api/client.ts';
import { type QueryState, useAsyncData } from '../../api/use-query.ts';
import { GroupsDocument, OrganizationByKeyDocument, PartyByKeyDocument } from './generated/operations.ts';

/** Finds a country (by any of its codes), person, group or organization by key; null if there is none. */
async function findParty(key: string, signal: AbortSignal): Promise<PartyRef | null> {
  const { country, person } = await request(PartyByKeyDocument, { key }, { signal });
  const party = country ?? person;
  if (party) return party;
  for await (const { nodes } of pages(GroupsDocument, {}, ({ groups }) => groups, { signal })) {
    const group = nodes.find((node) => node.key === key);
    if (group) return group;
  }
  try {
    return (await request(OrganizationByKeyDocument, { key }, { signal })).organizations.nodes[0] ?? null;
  } catch (error) {
    // The API rejects a key that no organization has.
    if (error instanceof InvalidInputError) return null;
    throw error;
  }
}

/** Loads the party with a key. A null key loads nothing. */
export const useParty = (key: string | null): QueryState<{ key: string; party: PartyRef | null }> =>
  useAsyncData(key, async (signal) => ({ key: key ?? '', party: await findParty(key ?? '', signal) }));
