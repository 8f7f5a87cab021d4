import { ChanceryError } from './errors.ts';

/**
 * What a call came to: its data, or its error.
 *
 * @example
 * const say = (told: Safe<number>): string => (told.ok ? `${told.data} visits` : told.error.message);
 */
export type Safe<T> = { readonly ok: true; readonly data: T } | { readonly ok: false; readonly error: ChanceryError };

/**
 * Returns a call's error instead of throwing it; what is no `ChanceryError`, such as your own signal's reason, is thrown still.
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
