import { createInterface, emitKeypressEvents, type Key } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { stringify } from 'yaml';
import type { Database } from '../db/database.ts';
import type { ListedDraft } from '../db/queries/list-drafts.ts';
import { decideDraft } from '../editing/decide-draft.ts';
import { describeRejection } from '../editing/describe-rejection.ts';
import type { DraftDecision } from '../editing/draft-decision.ts';
import type { LocalEditor } from '../editing/edit-types.ts';
import { editRecord } from './edit-record.ts';
import { describeProposal } from './read-proposals.ts';

interface Terminal {
  input: Readable & { setRawMode?: (isRaw: boolean) => unknown };
  output: Writable;
}

const help =
  'a accept, A accept with what it refers to, e edit and accept, r reject, d defer, n next, p previous, q quit';

/** Shows one draft after the other, and decides each with one key. */
export async function runDraftSession(
  db: Database,
  editor: LocalEditor,
  drafts: readonly ListedDraft[],
  terminal: Terminal,
): Promise<void> {
  const decided = new Map<string, string>();
  const print = (text: string): void => void terminal.output.write(`${text}\n`);
  let index = 0;
  const move = (step: number): void => {
    index = Math.min(Math.max(index + step, 0), drafts.length - 1);
  };
  const decide = async (draft: ListedDraft, decision: Omit<DraftDecision, 'key'>, reason?: string): Promise<void> => {
    const outcome = await decideDraft(db, editor, { ...decision, key: draft.key }, { reason });
    if (outcome.result !== 'decided') return print(describeRejection(outcome));
    for (const key of outcome.drafts) decided.set(key, decision.decision);
    print(`${decision.decision}: ${outcome.drafts.join(', ')}`);
    if (drafts.every(({ key }) => decided.has(key))) index = drafts.length;
    else
      do index = (index + 1) % drafts.length;
      while (decided.has(drafts[index]?.key ?? ''));
  };
  using keys = new KeyReader(terminal);
  while (index < drafts.length) {
    const draft = drafts[index];
    if (!draft) break;
    print(`\n${formatDraft(draft, index, drafts.length)}\n${help}`);
    const key = await keys.read();
    if (key === undefined || key === 'q') break;
    if (key === 'n') move(1);
    else if (key === 'p') move(-1);
    else if (key === 'a' || key === 'A') await decide(draft, { decision: 'ACCEPT', acceptRelated: key === 'A' });
    else if (key === 'd') await decide(draft, { decision: 'DEFER' });
    else if (key === 'r') {
      const reason = await keys.ask('Reason: ');
      if (reason.trim() === '') print('A rejection needs a reason.');
      else await decide(draft, { decision: 'REJECT' }, reason);
    } else if (key === 'e') {
      const edited = keys.pause(() => editRecord(draft.record));
      if ('problem' in edited) print(edited.problem);
      else if (Object.keys(edited.fields).length === 0) print('Nothing was changed.');
      else
        await decide(draft, {
          decision: 'ACCEPT',
          acceptRelated: true,
          patch: { noun: draft.noun, fields: edited.fields },
        });
    } else print(`"${key}" has no meaning here.`);
  }
  print(`Decided ${decided.size} of ${drafts.length}.`);
}

function formatDraft(draft: ListedDraft, index: number, count: number): string {
  const { key, noun, status, record, rule, confidence, duplicates } = draft;
  const remarks = describeProposal({ ...draft, rule: rule ?? '', confidence: confidence ?? 0 });
  return [
    `${index + 1} of ${count}: ${noun} ${key} (${status})`,
    stringify(record, { lineWidth: 0 }).trimEnd(),
    ...remarks,
    ...(duplicates.length > 0 ? [`May be the same as ${duplicates.join(', ')}.`] : []),
  ].join('\n');
}

/** Reads single keys of a terminal, or lines. */
class KeyReader implements Disposable {
  readonly #terminal: Terminal;
  readonly #pressed: (string | undefined)[] = [];
  #waiting: ((key: string | undefined) => void) | undefined;
  readonly #onKey = (text: string | undefined, key: Key): void =>
    this.#receive(key.ctrl && (key.name === 'c' || key.name === 'd') ? undefined : (text ?? key.name ?? ''));
  readonly #onEnd = (): void => this.#receive(undefined);

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    emitKeypressEvents(terminal.input);
    this.#start();
    terminal.input.on('end', this.#onEnd);
  }

  #start(): void {
    this.#terminal.input.setRawMode?.(true);
    this.#terminal.input.on('keypress', this.#onKey).resume();
  }

  #stop(): void {
    this.#terminal.input.off('keypress', this.#onKey).pause();
    this.#terminal.input.setRawMode?.(false);
  }

  #receive(key: string | undefined): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) waiting(key);
    else this.#pressed.push(key);
  }

  /** Returns the next key; undefined for Ctrl-C and at the end of the input. */
  async read(): Promise<string | undefined> {
    if (this.#pressed.length > 0) return this.#pressed.shift();
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  /** Asks for a line. */
  async ask(question: string): Promise<string> {
    this.#stop();
    const { input, output } = this.#terminal;
    const lines = createInterface({ input, output });
    const { promise, resolve } = Promise.withResolvers<string>();
    lines.once('close', () => resolve(''));
    lines.question(question, resolve);
    try {
      return await promise;
    } finally {
      lines.close();
      this.#start();
    }
  }

  /** Leaves the terminal to another program. */
  pause<T>(work: () => T): T {
    this.#stop();
    try {
      return work();
    } finally {
      this.#start();
    }
  }

  [Symbol.dispose](): void {
    this.#stop();
    this.#terminal.input.off('end', this.#onEnd);
  }
}
