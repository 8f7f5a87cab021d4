import type { SettingValues } from './settings.ts';

/** A message from a worker to the primary: it listens, or failed to start. */
export interface WorkerMessage {
  listening?: { url: string; port: number };
  startError?: string;
}

/** The message from the primary that stops a worker. */
export const stopMessage = 'stop';

/** Serializes the settings for the worker's only command-line argument. */
export const serializeSettings = (values: SettingValues): string => JSON.stringify(values);
export const parseSettings = (argument: string): SettingValues => JSON.parse(argument) as SettingValues;
