import { once } from 'node:events';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Webhook } from 'standardwebhooks';
import { DeliveryError } from './delivery-error.ts';
import {
  createCheckedLookup,
  describeForbiddenAddress,
  ForbiddenAddressError,
  getLiteralAddress,
  type Network,
} from './webhook-address.ts';

interface WebhookMessage {
  url: string;
  secret: string;
  messageId: string;
  payload: string;
}

/** How long a receiver may take. */
const timeoutMs = 15_000;
/** The response is not used; of a longer one, the rest is not read. */
const maxResponseBytes = 64 * 1024;

/**
 * Sends a message with the signature of Standard Webhooks. Resolves once the receiver has accepted it with a status from
 * 200 to 299; throws otherwise. Redirects are not followed.
 */
export async function sendWebhook(
  { url: text, secret, messageId, payload }: WebhookMessage,
  { networks, signal }: { networks: readonly Network[]; signal: AbortSignal },
): Promise<void> {
  const url = new URL(text);
  const protocol = url.protocol === 'http:' ? 'http:' : 'https:';
  const literal = getLiteralAddress(url);
  const reason = literal === undefined ? undefined : describeForbiddenAddress(literal, protocol, networks);
  if (reason !== undefined) throw new ForbiddenAddressError(reason);
  const sentAt = new Date();
  const body = Buffer.from(payload);
  const request = (protocol === 'http:' ? requestHttp : requestHttps)(url, {
    method: 'POST',
    // A connection of its own, whose address is checked.
    agent: false,
    lookup: createCheckedLookup(protocol, networks),
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    headers: {
      'content-type': 'application/json',
      'content-length': body.length,
      'user-agent': 'Chancery',
      'webhook-id': messageId,
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(messageId, sentAt, payload),
    },
  });
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  // The status is the result, whatever happens to the rest.
  request.on('error', () => undefined);
  await drain(response).catch(() => undefined);
  response.destroy();
  const { statusCode: status = 0 } = response;
  if (status >= 200 && status < 300) return;
  if (status === 410) throw new DeliveryError('The receiver responded with 410 Gone.', { isFinal: true });
  const hint = status >= 300 && status < 400 ? '; redirects are not followed' : '';
  throw new DeliveryError(`The receiver responded with status ${status}${hint}.`);
}

async function drain(response: IncomingMessage): Promise<void> {
  let bytes = 0;
  for await (const chunk of response) {
    bytes += (chunk as Buffer).length;
    if (bytes > maxResponseBytes) return;
  }
}
