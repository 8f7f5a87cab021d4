/** A message from a worker to the primary: it listens, failed to start, or responds to a ping. */
export interface WorkerMessage {
  listening?: { url: string; port: number };
  startError?: string;
  isAlive?: true;
}

/** The message from the primary that stops a worker. */
export const stopMessage = 'stop';
/** The message from the primary that a worker responds to as long as its event loop runs. */
export const pingMessage = 'ping';
