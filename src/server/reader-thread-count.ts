import type { SettingValues } from './settings.ts';

/** One client uses one thread at a time: with a second one, it cannot delay all others. */
const defaultThreads = 2;

/** Returns the configured number of reader threads per process. */
export const resolveReaderThreads = ({ CHANCERY_READER_THREADS: threads }: SettingValues): number =>
  threads === 'auto' ? defaultThreads : threads;
