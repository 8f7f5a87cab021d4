import type { DocumentNode, ExecutionResult } from 'graphql';
import { LRUCache } from 'lru-cache';

/** Enough for the events that subscribers are reading at the same time. */
const maxResults = 500;

interface EventRead {
  document: DocumentNode;
  operationName: string | undefined;
  variables: object | undefined;
  /** The `authorization` header. */
  authorization: string | undefined;
  /** Identifies the event. */
  sequence: number;
}

/** Shares the results of events: subscribers with the same document, variables and authorization cause one read per event. */
export class EventResultCache {
  readonly #results = new LRUCache<string, Promise<ExecutionResult>>({ max: maxResults });
  readonly #documentIds = new WeakMap<DocumentNode, number>();
  #lastId = 0;

  read(
    { document, operationName, variables, authorization, sequence }: EventRead,
    run: () => Promise<ExecutionResult>,
  ): Promise<ExecutionResult> {
    const key = JSON.stringify([this.#getId(document), operationName, variables, authorization, sequence]);
    const cached = this.#results.get(key);
    if (cached) return cached;
    const result = run();
    this.#results.set(key, result);
    // Only successful reads are shared with later subscribers.
    result.then(
      ({ errors }) => void (errors && this.#results.delete(key)),
      () => void this.#results.delete(key),
    );
    return result;
  }

  #getId(document: DocumentNode): number {
    let id = this.#documentIds.get(document);
    if (id === undefined) {
      this.#lastId += 1;
      id = this.#lastId;
      this.#documentIds.set(document, id);
    }
    return id;
  }
}
