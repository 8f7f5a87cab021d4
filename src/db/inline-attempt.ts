import { LRUCache } from 'lru-cache';
import { startCpuTimer } from './cpu-timer.ts';

/** CPU time that the statements of one request may use on the event loop. */
const maxInlineMs = 5;
/** A statement that takes no longer counts as quick. */
const quickMs = 2.5;
/** Upper bound of the quick runs that a statement needs before it runs on the event loop again. */
const maxRequiredRuns = 64;
const maxHistoryBytes = 8 * 1024 * 1024;

/** Thrown to end a statement on the event loop: its operation continues in a reader thread. */
export class LeaveEventLoopError extends Error {
  override readonly name = 'LeaveEventLoopError';
}

interface Runs {
  /** Quick runs since the last slow one. */
  quick: number;
  /** Quick runs that qualify the statement. Doubles with each slow run, so that alternating values gain little. */
  required: number;
}

/** Remembers which statements were quick, by their text. */
export class StatementHistory {
  readonly #runs = new LRUCache<string, Runs>({
    maxSize: maxHistoryBytes,
    sizeCalculation: (_, text) => 2 * text.length + 100,
  });

  isQuick(text: string): boolean {
    const runs = this.#runs.get(text);
    return runs !== undefined && runs.quick >= runs.required;
  }

  record(text: string, ms: number): void {
    const runs = this.#runs.get(text) ?? { quick: 0, required: 1 };
    if (ms <= quickMs) runs.quick += 1;
    else {
      runs.quick = 0;
      runs.required = Math.min(2 * runs.required, maxRequiredRuns);
    }
    this.#runs.set(text, runs);
  }
}

/** Decides for the statements of one request whether they may run on the event loop. */
export class InlineAttempt {
  /** Whether a statement was rejected or interrupted. The results of the request are incomplete then. */
  hasLeft = false;
  readonly #history: StatementHistory;
  /** Milliseconds that the statements have used. */
  usedMs = 0;
  #timer = startCpuTimer();

  constructor(history: StatementHistory) {
    this.#history = history;
  }

  /** Call before each statement. Throws LeaveEventLoopError if it may not run on the event loop. */
  begin(text: string): void {
    if (this.hasLeft || this.usedMs >= maxInlineMs || !this.#history.isQuick(text)) this.leave();
    this.#timer = startCpuTimer();
  }

  /** Call while a statement runs. Throws LeaveEventLoopError if the request has used its time. */
  assertWithinBudget(): void {
    if (this.#timer.exceeds(maxInlineMs - this.usedMs)) this.leave();
  }

  /** Call after each statement, also if it failed. */
  end(text: string): void {
    const ms = this.#timer.read();
    this.usedMs += ms;
    if (ms > quickMs) this.#history.record(text, ms);
  }

  /** Throws LeaveEventLoopError. */
  leave(): never {
    this.hasLeft = true;
    throw new LeaveEventLoopError('The statement is too expensive for the event loop.');
  }
}
