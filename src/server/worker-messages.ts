import type { SettingValues } from './settings.ts';

/** What a worker tells its primary: that it listens, or why it can't. */
export interface WorkerMessage {
  listening?: { url: string; port: number };
  startError?: string;
}

/** What the primary tells its workers. */
export const stopMessage = 'stop';

/** The settings travel as the worker's one argument. */
export const serializeSettings = (values: SettingValues): string => JSON.stringify(values);
export const parseSettings = (argument: string): SettingValues => JSON.parse(argument) as SettingValues;
