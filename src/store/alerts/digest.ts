import type { AlertMessage, AlertTask } from '../../db/queries/saved-search.ts';

/** The payload of a message, as far as a mail shows it. */
interface ShownPayload {
  type: string;
  timestamp: string;
  data: {
    change?: { action: string; by: string; key: string };
    record?: { title: string; url: string | null; date: string | null; sources: { url: string | null }[] };
  };
}

/** Creates the mail about the matching changes of a search. */
export function createDigest(
  { key, name, target }: Pick<AlertTask, 'key' | 'name' | 'target'>,
  messages: readonly AlertMessage[],
  origin: string,
): { to: string; subject: string; text: string; messageId: string } {
  const blocks = messages.map(({ payload }) => describeMessage(JSON.parse(payload) as ShownPayload));
  const subject = `${name}: ${messages.length === 1 ? '1 change' : `${messages.length} changes`}`;
  const footer = `-- \nThe saved search ${key} of ${origin}. To stop these mails, disable or delete it with the mutations\nupdateSavedSearch and deleteSavedSearch.`;
  // The last message decides: a repeated attempt may have further messages.
  const last = messages.at(-1)?.messageId ?? key;
  return {
    to: target,
    subject,
    text: [...blocks, footer].join('\n\n'),
    messageId: `<${last.replaceAll(':', '.')}@${new URL(origin).hostname}>`,
  };
}

function describeMessage({ type, timestamp, data: { change, record } }: ShownPayload): string {
  if (!change || !record) return `A test of this saved search (${timestamp}).`;
  return [
    record.title,
    ...(record.date === null ? [] : [`Date: ${record.date}`]),
    `${type}, recorded ${timestamp.slice(0, 16).replace('T', ' ')} UTC by ${change.by}`,
    ...(record.url === null ? [change.key] : [record.url]),
    ...record.sources.flatMap(({ url }) => (url === null ? [] : [`Source: ${url}`])),
  ].join('\n');
}
