/** A message from a worker to the primary: it listens, or failed to start. */
export interface WorkerMessage {
  listening?: { url: string; port: number };
  startError?: string;
}

/** The message from the primary that stops a worker. */
export const stopMessage = 'stop';
