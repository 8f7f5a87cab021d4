import type { Values } from './settings.ts';

/** What a worker tells its primary: that it listens, or why it can't. */
export interface FromWorker {
  listens?: { url: string; port: number };
  failed?: string;
}

/** What the primary tells its workers. */
export const stopMessage = 'stop';

/** The settings travel as the worker's one argument. */
export const toArgument = (values: Values): string => JSON.stringify(values);
export const fromArgument = (argument: string): Values => JSON.parse(argument) as Values;
