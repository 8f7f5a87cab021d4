import { availableParallelism } from 'node:os';
import type { SettingValues } from './settings.ts';

/** Returns the configured number of reader threads per process; by default one, or two where each process has two cores. */
export const resolveReaderThreads = ({ CHANCERY_READER_THREADS: threads, CHANCERY_WORKERS }: SettingValues): number =>
  threads === 'auto' ? Math.min(2, Math.max(1, Math.floor(availableParallelism() / CHANCERY_WORKERS))) : threads;
