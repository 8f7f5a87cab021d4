import { createClient } from '@chancery/sdk/core';

/** The API is served from the same origin as the explorer. */
export const endpoint = new URL('/graphql', location.href);

/** Sends the explorer's own operations. The core client leaves the SDK's operations out of the bundle. */
export const { request, pages } = createClient({ url: endpoint, timeoutMs: 15_000 });
