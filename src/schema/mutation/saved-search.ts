import type { InputFieldMap } from '@pothos/core';
import type { GraphQLResolveInfo } from 'graphql';
import type { Transaction } from '../../db/database.ts';
import { type SavedSearch as SavedSearchRow, selectSavedSearches } from '../../db/queries/saved-search.ts';
import { badInput, ChanceryError } from '../../model/errors.ts';
import type { AlertChannel } from '../../model/vocabulary.ts';
import {
  createSavedSearch,
  deleteSavedSearch,
  enqueueTestMessage,
  type SavedSearchInput,
  updateSavedSearch,
} from '../../store/alerts/saved-searches.ts';
import { builder, type InputFieldBuilder, trustResult } from '../builder.ts';
import type { Context } from '../context.ts';
import { SavedSearch } from '../saved-search.ts';
import { EditError, type EditErrorValue, unauthenticatedError } from './edit-errors.ts';
import { SavedSearchFilter, toListFilter } from './saved-search-filter.ts';

interface PayloadValue {
  savedSearch: SavedSearchRow | null;
  secret: string | null;
  errors: EditErrorValue[];
}

const SavedSearchPayload = builder.objectRef<PayloadValue>('SavedSearchPayload').implement({
  description: 'The result of a mutation of a saved search.',
  fields: (t) => ({
    savedSearch: t.expose('savedSearch', {
      type: SavedSearch,
      nullable: true,
      description: 'The saved search; after a deletion, as it was. Null if the mutation was rejected.',
    }),
    secret: t.exposeString('secret', {
      nullable: true,
      description: 'The new secret that verifies the signatures of webhooks. It is shown only once; null if unchanged.',
    }),
    errors: t.expose('errors', {
      type: [EditError],
      description: 'Why the mutation was rejected; empty if it was not. A rejected mutation changes nothing.',
    }),
  }),
});

type Input = Readonly<Record<string, unknown>>;
interface Request {
  holder: string;
  input: Input;
  context: Context;
  info: GraphQLResolveInfo;
}

interface Config {
  description: string;
  fields: (t: InputFieldBuilder) => InputFieldMap;
  /** Validates the input, and returns what to do in the transaction. */
  prepare: (request: Request) => Promise<(tx: Transaction, now: Date) => { key: string; secret: string | null }>;
}

/** Defines a mutation of the saved searches of the token's holder. */
function defineSavedSearchMutation(name: string, { description, fields, prepare }: Config): void {
  const input = builder.inputType(`${name.replace(/^\w/, (letter) => letter.toUpperCase())}Input`, {
    description: `The input of \`${name}\`.`,
    fields,
  });
  builder.mutationField(name, (t) =>
    t.field({
      type: SavedSearchPayload,
      nullable: true,
      description,
      args: { input: t.arg({ type: input, required: true, description: 'The saved search.' }) },
      resolve: async (_root: unknown, args: object, context: Context, info: GraphQLResolveInfo): Promise<never> => {
        const authentication = await context.authenticate();
        if ('denialReason' in authentication)
          return trustResult(reject([unauthenticatedError(authentication.denialReason)]));
        const { holder } = authentication.editor;
        try {
          const { input: given } = args as { input: Input };
          const apply = await prepare({ holder, input: given, context, info });
          const before = await readSavedSearch(context, holder, given.key);
          const { key, secret } = await context.db.write((tx) => apply(tx, new Date()));
          const savedSearch = (await readSavedSearch(context, holder, key)) ?? before;
          return trustResult({ savedSearch, secret, errors: [] });
        } catch (error) {
          return trustResult(reject([toEditError(error)]));
        }
      },
    }),
  );
}

const reject = (errors: EditErrorValue[]): PayloadValue => ({ savedSearch: null, secret: null, errors });

async function readSavedSearch({ db }: Context, holder: string, key: unknown): Promise<SavedSearchRow | null> {
  if (typeof key !== 'string') return null;
  return (await db.autocommitReader().get<SavedSearchRow>(selectSavedSearches(holder, key))) ?? null;
}

/** Errors of the input become part of the payload; all others are errors of the request. */
function toEditError(error: unknown): EditErrorValue {
  if (!(error instanceof Error)) throw error;
  const cause = 'originalError' in error && error.originalError instanceof ChanceryError ? error.originalError : error;
  if (!(cause instanceof ChanceryError)) throw error;
  const { code, message, field } = cause;
  if (code === 'NOT_FOUND') return { $type: 'NotFoundError', code, message };
  if (code === 'BAD_INPUT')
    return { $type: 'InvalidFieldError', code, message, path: field?.split('.') ?? [], value: null };
  throw error;
}

const maxNameLength = 200;

function parseName(name: unknown): string {
  const text = String(name).trim();
  if (text === '' || text.length > maxNameLength || /\p{Cc}/u.test(text))
    throw badInput(`name must have 1 to ${maxNameLength} characters, and no control characters.`, 'name');
  return text;
}

async function parseFilter({ input, context, info }: Request): Promise<Pick<SavedSearchInput, 'list' | 'filter'>> {
  const { list, filter } = toListFilter(info.schema, input.filter as object);
  await context.alerts.validateFilter(list, filter);
  return { list, filter: JSON.stringify(filter) };
}

/** One address without a display name, so that a mail has one recipient. */
const mailPattern = /^[^\s@<>,;:"()[\]\\]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

/** Returns the channel and its target; undefined if the input has neither. */
async function parseTarget({ input: { webhook, mail }, context }: Request) {
  if (webhook != null && mail != null) throw badInput('webhook and mail: give one of them.', 'mail');
  if (webhook != null) {
    const target = await context.alerts.validateWebhookUrl(String(webhook));
    return { channel: 'WEBHOOK' satisfies AlertChannel, target } as const;
  }
  if (mail == null) return undefined;
  if (!context.alerts.hasMail)
    throw badInput(
      'This server sends no mail: CHANCERY_SMTP_URL and CHANCERY_MAIL_FROM are not set. Use webhook.',
      'mail',
    );
  if (!mailPattern.test(String(mail)) || String(mail).length > 254)
    throw badInput(`${JSON.stringify(mail)} is not an e-mail address, such as ada@example.org.`, 'mail');
  return { channel: 'MAIL' satisfies AlertChannel, target: String(mail) } as const;
}

const targetFields = (t: InputFieldBuilder) => ({
  webhook: t.string({ description: 'The URL that receives webhooks. Give either this or `mail`.' }),
  mail: t.string({ description: 'The e-mail address that receives digests, if this server sends mail.' }),
});
const keyField = (t: InputFieldBuilder) =>
  t.string({ required: true, description: 'The key of a saved search of the holder.' });

defineSavedSearchMutation('createSavedSearch', {
  description: 'Saves a search of the holder of the token, whose matching changes are sent from now on.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'A name for the holder.' }),
    filter: t.field({ type: SavedSearchFilter, required: true, description: 'The list and its filter.' }),
    ...targetFields(t),
  }),
  async prepare(request) {
    const name = parseName(request.input.name);
    const target = await parseTarget(request);
    if (!target) throw badInput('webhook: give the URL of a webhook, or an address with mail.', 'webhook');
    const search = { name, ...(await parseFilter(request)), ...target };
    return (tx, now) => createSavedSearch(tx, request.holder, search, now);
  },
});

defineSavedSearchMutation('updateSavedSearch', {
  description: 'Changes a saved search. Omitted fields stay.',
  fields: (t) => ({
    key: keyField(t),
    name: t.string({ description: 'The new name.' }),
    filter: t.field({ type: SavedSearchFilter, description: 'The new list and its filter, for later changes.' }),
    ...targetFields(t),
    rotateSecret: t.boolean({
      description: 'Whether to replace the secret of the webhook at once. Defaults to false.',
    }),
    enabled: t.boolean({
      description:
        'false: stops sending. true: continues with the first change that was not sent, also after failures.',
    }),
  }),
  async prepare(request) {
    const { holder, input } = request;
    const patch = {
      ...(input.name != null && { name: parseName(input.name) }),
      ...(input.filter != null && (await parseFilter(request))),
      ...(await parseTarget(request)),
      ...(input.rotateSecret === true && { rotateSecret: true }),
      ...(input.enabled != null && { isEnabled: input.enabled === true }),
    };
    return (tx, now) => updateSavedSearch(tx, holder, String(input.key), patch, now);
  },
});

defineSavedSearchMutation('deleteSavedSearch', {
  description: 'Deletes a saved search with the messages that have not been delivered.',
  fields: (t) => ({ key: keyField(t) }),
  async prepare({ holder, input: { key } }) {
    return (tx) => {
      deleteSavedSearch(tx, holder, String(key));
      return { key: String(key), secret: null };
    };
  },
});

defineSavedSearchMutation('testSavedSearch', {
  description:
    'Sends a message of the type `test` to the target of a saved search at once. A mail has nothing else: the next digest is sent when it is due.',
  fields: (t) => ({ key: keyField(t) }),
  async prepare({ holder, input: { key } }) {
    return (tx, now) => {
      enqueueTestMessage(tx, holder, String(key), now);
      return { key: String(key), secret: null };
    };
  },
});
