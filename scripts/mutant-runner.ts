import { inject, type RunnerTestCase, TestRunner } from 'vitest';

declare global {
  /** The mutation that the code applies, by its id. */
  var activeMutant: number | undefined;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** The mutants to test. A single one also applies to the code that runs when a module is loaded. */
    mutants: readonly number[];
  }
  interface TaskMeta {
    /** The mutants with which the test fails. */
    killed?: number[];
  }
}

/** Runs each test without a mutant, then with each that has passed the earlier tests, then again without one. */
export default class MutantRunner extends TestRunner {
  #mutants = inject('mutants');

  onBeforeCollect(): void {
    if (this.#mutants.length === 1) globalThis.activeMutant = this.#mutants[0];
  }

  async runTask(test: RunnerTestCase): Promise<void> {
    const run = TestRunner.getTestFn(test);
    const killed: number[] = [];
    const isAlone = this.#mutants.length === 1;
    if (!isAlone) await run();
    for (const mutant of this.#mutants) {
      globalThis.activeMutant = mutant;
      try {
        await run();
      } catch {
        killed.push(mutant);
      }
    }
    globalThis.activeMutant = undefined;
    test.meta.killed = killed;
    this.#mutants = this.#mutants.filter((mutant) => !killed.includes(mutant));
    // What a mutant leaves behind must not kill those after it.
    if (!isAlone) await run();
  }
}
