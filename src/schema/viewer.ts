import type { Editor } from '../editing/edit-types.ts';
import { ChanceryError } from '../model/errors.ts';
import { tokenRoles } from '../model/vocabulary.ts';
import { builder } from './builder.ts';
import { enumOf } from './enums.ts';

export const Viewer = builder.objectRef<Editor & { expiresAt: string }>('Viewer').implement({
  description: 'The holder of the token of the request.',
  fields: (t) => ({
    holder: t.exposeString('holder', { description: 'The name of the holder, which is the author of the changes.' }),
    role: t.expose('role', { type: enumOf(tokenRoles), description: 'What the holder may edit.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'The time at which the token expires.' }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: Viewer,
    nullable: true,
    description:
      'Returns the holder of the token; null if the request has none. An invalid token is an error: UNAUTHENTICATED.',
    async resolve(_root, _args, { authenticate, trace }) {
      const authentication = await authenticate();
      if ('editor' in authentication) return { ...authentication.editor, expiresAt: authentication.expiresAt };
      if (trace.tokenRejection === 'MISSING') return null;
      throw new ChanceryError('UNAUTHENTICATED', authentication.denialReason);
    },
  }),
);
