import type { Reader } from '../../db/database.ts';
import { badInput, ChanceryError } from '../../model/errors.ts';
import { isObject } from '../../model/is-object.ts';
import { type ResolutionKind, resolutionKinds } from '../../model/vocabulary.ts';
import type { HttpRequest } from '../http-request.ts';
import { isBodyTooLarge, type Limits, tooLargeBodyError } from '../limits.ts';
import { findKinds, listProperties, toNamed } from './entity-types.ts';
import { extend, readProperties } from './extend.ts';
import { createManifest } from './manifest.ts';
import { renderPreview } from './preview.ts';
import { parseExtension, parseQueries } from './read-queries.ts';
import { runQuery } from './run-queries.ts';
import { suggestEntities, suggestProperties, suggestTypes } from './suggest.ts';

export const reconcilePath = '/reconcile';

interface Content {
  type: string;
  body: object | string;
}

/** Handles a request of the reconciliation API. */
export async function handleReconcileRequest(
  request: HttpRequest,
  url: string,
  limits: Limits,
  reader: Reader,
): Promise<Content> {
  const { origin, pathname, searchParams } = new URL(url);
  const parameters = await readParameters(request, searchParams, limits);
  const text = (name: string): string => String(parameters[name] ?? '');
  const cursor = Math.max(0, Math.trunc(Number(parameters.cursor) || 0));
  const json = (body: object): Content => ({ type: 'application/json', body });
  switch (pathname.slice(reconcilePath.length)) {
    case '':
    case '/':
      return json(await respond(parameters, origin, reader));
    case '/suggest/entity':
      return json(await suggestEntities(reader, text('prefix'), cursor));
    case '/suggest/type':
      return json(suggestTypes(text('prefix'), cursor));
    case '/suggest/property':
      return json(suggestProperties(text('prefix'), cursor));
    case '/properties':
      return json(proposeProperties(text('type'), parameters.limit));
    case '/preview':
      return { type: 'text/html; charset=utf-8', body: await preview(text('id'), reader) };
    default:
      throw new ChanceryError('NOT_FOUND', `Path ${pathname} does not exist. The service is at ${reconcilePath}.`);
  }
}

/** The parameters of the query string, and of the body: a form, or a JSON object with the same members. */
async function readParameters(
  request: HttpRequest,
  searchParams: URLSearchParams,
  limits: Limits,
): Promise<Readonly<Record<string, unknown>>> {
  const parameters = Object.fromEntries(searchParams);
  if (request.method === 'GET' || request.method === 'HEAD') return parameters;
  if (request.method !== 'POST') throw badInput(`Method ${request.method} is not allowed. Use GET or POST.`);
  const body = await request.readBody(limits.bodyBytes);
  if (!body || isBodyTooLarge(body.length, limits)) throw tooLargeBodyError(limits);
  const type = request.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/x-www-form-urlencoded')
    return { ...parameters, ...Object.fromEntries(new URLSearchParams(body.toString('utf8'))) };
  if (type !== 'application/json')
    throw badInput('The body must be a form (application/x-www-form-urlencoded), or JSON (application/json).');
  const value = parseBody(body.toString('utf8'));
  return { ...parameters, ...value };
}

function parseBody(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badInput('The body is not valid JSON.');
  }
  if (!isObject(value)) throw badInput('The body must be an object with `queries` or `extend`.');
  return value;
}

/** Runs a batch of queries or reads properties; without either, describes the service. */
async function respond(
  { queries, extend: extension }: Readonly<Record<string, unknown>>,
  origin: string,
  reader: Reader,
): Promise<object> {
  if (queries !== undefined) {
    const results: Record<string, object> = {};
    for (const [name, query] of Object.entries(parseQueries(queries))) results[name] = await runQuery(reader, query);
    return results;
  }
  return extension === undefined ? createManifest(origin) : extend(reader, parseExtension(extension));
}

function proposeProperties(type: string, limit: unknown): object {
  const kinds: readonly ResolutionKind[] = type === '' ? resolutionKinds : findKinds([type]);
  const all = listProperties(kinds).map(toNamed);
  const count = Number(limit);
  const isLimited = limit !== undefined && Number.isInteger(count) && count >= 0;
  return { properties: isLimited ? all.slice(0, count) : all, type, ...(isLimited && { limit: count }) };
}

async function preview(id: string, reader: Reader): Promise<string> {
  const record = (await readProperties(reader, [id])).get(id);
  if (!record) throw new ChanceryError('NOT_FOUND', `No record has the identifier "${id}".`, 'id');
  return renderPreview(record);
}
