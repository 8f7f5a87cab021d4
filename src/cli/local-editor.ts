import { userInfo } from 'node:os';
import type { LocalEditor } from '../editing/edit-types.ts';

/** Who decides on the command line, which has access to the whole database. */
export const createLocalEditor = (by: string | undefined): LocalEditor => ({
  holder: by?.trim() || readUserName(),
  role: 'ADMIN',
});

/** A container may run as a user without a name. */
function readUserName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'command line';
  }
}
