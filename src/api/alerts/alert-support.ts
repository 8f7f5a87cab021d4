import type { Database, Reader } from '../../db/database.ts';
import { toKebabCase } from '../../model/kebab-case.ts';
import type { AlertSupport } from '../../schema/context.ts';
import { type Network, validateWebhookUrl } from '../../store/alerts/webhook-address.ts';
import { getList } from '../export/export-lists.ts';
import { assertWithinLimits } from '../export/list-parameters.ts';
import { getFeedDocument } from '../feed/feed-query.ts';
import type { Limits } from '../limits.ts';
import { ListReader } from '../list-reader.ts';

/** How alerts may be delivered. */
export interface AlertSettings {
  /** Networks without public addresses to which webhooks may be sent. */
  networks: readonly Network[];
  /** Whether mail can be sent. */
  hasMail: boolean;
}

/** Validates what saved searches consist of. */
export const createAlertSupport = (
  { networks, hasMail }: AlertSettings,
  { db, reader, limits }: { db: Database; reader: Reader; limits: Limits },
): AlertSupport => ({
  hasMail,
  validateWebhookUrl: (url) => validateWebhookUrl(url, networks, 'webhook'),
  async validateFilter(field, filter) {
    const document = getFeedDocument(getList(toKebabCase(field)));
    assertWithinLimits(document, { filter }, limits);
    await new ListReader(reader, db, limits.databaseTimeMs).readPage(document, { filter, first: 1 });
  },
});
