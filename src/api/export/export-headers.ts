import { hash } from 'node:crypto';
import { exportFormats } from '../../store/export/format-names.ts';
import { cacheableHeaders, epochHeader, sequenceHeader, truncatedHeader } from '../http-headers.ts';
import type { HttpRequest } from '../http-request.ts';
import type { ExportProgress } from './export-contents.ts';
import { exportPath } from './export-path.ts';
import type { ExportRequest } from './parse-request.ts';

/** The state of the dataset that was read. */
export interface DatasetState {
  epoch: string;
  sequence: number;
}

/** Returns the path and query string of an export of this state, optionally of the rows after a cursor. */
export function createPermalink(
  { list, format, args, first }: ExportRequest,
  { epoch, sequence }: DatasetState,
  after = args.after,
): string {
  const parameters = {
    filter: args.filter && JSON.stringify(args.filter),
    orderBy: args.orderBy === undefined ? undefined : JSON.stringify(args.orderBy),
    first: first?.toString(),
    after,
    epoch,
    sequence: String(sequence),
  };
  const search = new URLSearchParams(
    Object.entries(parameters).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  return `${exportPath}/${list.name}.${exportFormats[format].extension}?${search}`;
}

/** Returns the headers of an export. `progress` is known only once it is complete. */
export function createExportHeaders(
  request: HttpRequest,
  exported: ExportRequest,
  state: DatasetState,
  etag: string,
  progress?: ExportProgress,
): Record<string, string> {
  const { extension, mediaType } = exportFormats[exported.format];
  const truncated = progress?.truncated;
  const links = [
    `<${createPermalink(exported, state)}>; rel="bookmark"`,
    ...(truncated ? [`<${createPermalink(exported, state, truncated.after)}>; rel="next"`] : []),
  ];
  return {
    ...cacheableHeaders(request, mediaType, etag),
    'content-type': mediaType,
    vary: 'accept-encoding, authorization',
    'content-disposition': `attachment; filename="chancery-${exported.list.name}.${extension}"`,
    link: links.join(', '),
    [epochHeader]: state.epoch,
    [sequenceHeader]: String(state.sequence),
    // Not for rows beyond the number that the request states.
    ...(truncated && !(truncated.by === 'ROWS' && exported.first !== undefined) && { [truncatedHeader]: truncated.by }),
  };
}

/** The entity tag of a stream, whose bytes are not known yet: that of the state which it exports, for a day. */
export const createStreamEtag = (exported: ExportRequest, state: DatasetState, now: Date): string =>
  `"${hash('sha1', `${createPermalink(exported, state)} ${now.toISOString().slice(0, 10)}`, 'base64url')}"`;

export const createBodyEtag = (body: Buffer): string => `"${hash('sha1', body, 'base64url')}"`;
