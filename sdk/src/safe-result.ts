import { ChanceryError } from './errors.ts';

/**
 * The result of a call: its data or its error.
 *
 * @example
 * const describe = (result: Safe<number>): string => (result.ok ? `${result.data} visits` : result.error.message);
 */
export type Safe<T> = { readonly ok: true; readonly data: T } | { readonly ok: false; readonly error: ChanceryError };

/**
 * Returns the error of a call instead of throwing it. Anything but a `ChanceryError`, such as your signal's reason, is
 * still thrown.
 *
 * @example
 * const visits = await safe(client.visits.list());
 * console.log(visits.ok ? visits.data.nodes.length : visits.error.code);
 */
export async function safe<T>(call: Promise<T>): Promise<Safe<T>> {
  try {
    return { ok: true, data: await call };
  } catch (error) {
    if (!(error instanceof ChanceryError)) throw error;
    return { ok: false, error };
  }
}
