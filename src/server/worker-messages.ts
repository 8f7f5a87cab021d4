/** A message from a worker to the primary: it listens, or failed to start. */
export interface WorkerMessage {
  listening?: { url: string; port: number };
  startError?: string;
  admission?: AdmissionRequest;
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
