/** A message from a worker to the primary: it listens, failed to start, or responds to a ping. */
export interface WorkerMessage {
  listening?: { url: string; port: number };
  startError?: string;
  admission?: AdmissionRequest;
  isAlive?: true;
}

/** A worker requests a slot of its reader threads for a client, or ends a task. */
export type AdmissionRequest = { kind: 'acquire'; id: number; client: string } | { kind: 'release'; id: number };

/** The response of the primary to `acquire`. */
export interface AdmissionReply {
  id: number;
  isAdmitted: boolean;
}

/** The message from the primary that stops a worker. */
export const stopMessage = 'stop';
/** The message from the primary that a worker responds to as long as its event loop runs. */
export const pingMessage = 'ping';
