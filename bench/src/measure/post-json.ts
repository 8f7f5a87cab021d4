/** Posts a JSON body as a GraphQL client does. */
export async function postJson(url: string, body: string, signal?: AbortSignal): Promise<Response> {
  const send = (): Promise<Response> =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body,
      ...(signal && { signal }),
    });
  try {
    return await send();
  } catch (error) {
    // The server may close an idle connection at the moment of the request, which is a query and safe to repeat.
    if (signal?.aborted || !(error instanceof TypeError)) throw error;
    return send();
  }
}
