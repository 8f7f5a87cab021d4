import type { EditRejection } from './edit-types.ts';

/** Says in one sentence or more why an edit was rejected. */
export function describeRejection(outcome: EditRejection): string {
  switch (outcome.result) {
    case 'invalid':
      return outcome.fields.map(({ path, message }) => `${path.join('.')}: ${message}`).join(' ');
    case 'conflict':
      return `CONFLICT: the ${outcome.noun} "${outcome.key}" has the revision ${outcome.revision}.`;
    case 'blocked':
      return `${outcome.code}: ${outcome.message}`;
    default:
      return outcome.message;
  }
}
