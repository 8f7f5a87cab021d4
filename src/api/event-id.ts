import { badInput } from '../model/errors.ts';
import type { FeedPosition } from '../schema/context.ts';
import { previewValue } from './preview-value.ts';

/** The header in which clients send the id of the last event that they have received. */
export const lastEventIdHeader = 'last-event-id';

/** The id of an event in a stream of changes: its position in the feed. */
export const formatEventId = (epoch: string, sequence: number): string => `${epoch}:${sequence}`;

/** Parses the id of an event. Throws a coded error if it is none. */
export function parseEventId(id: string): FeedPosition {
  const [, epoch, sequence] = /^(.+):(\d{1,15})$/.exec(id.trim()) ?? [];
  if (epoch === undefined)
    throw badInput(
      `Last-Event-ID: ${previewValue(id)} is not the id of an event. Send the "id" of the last event that you have received, such as 0f1e2d3c4b5a6978:1234.`,
      'Last-Event-ID',
    );
  return { epoch, afterSequence: Number(sequence) };
}
