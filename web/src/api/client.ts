import { createRequest } from '@chancery/sdk';

/** Where the API is: beside the explorer. */
export const endpoint = new URL('/graphql', location.href);

/** Sends one operation. The SDK's bare call: the explorer asks its own operations, and carries none of the client's. */
export const request = createRequest({ url: endpoint, timeoutMs: 15_000 });
