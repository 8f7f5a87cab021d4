import type { ProposedRecord } from '../model/proposal.ts';
import { isEntryNoun, type RecordNoun } from '../model/vocabulary.ts';
import { getResultKey, listDraftsOfReading, type StoredDraft, saveDecision } from '../store/drafts.ts';
import { findRecordIdentity } from '../store/history.ts';
import { mapRecordReferences } from '../store/list-references.ts';
import { deleteTextOfReading, findReading, findTextOfReading, listSpans, type ReadingRow } from '../store/readings.ts';
import { rememberSpans } from '../store/write/span.ts';
import { writeRecord } from '../store/write-record.ts';
import type { Writer } from '../store/writer.ts';
import { addAsRendering, addAsSource } from './add-evidence.ts';
import type { DraftDecision } from './draft-decision.ts';
import { applyDraftPatch, withoutUncitedReferences } from './draft-patch.ts';
import {
  EditError,
  invalidFieldError,
  invalidFieldsError,
  parseEditRecord,
  prefixPath,
  withWriteErrors,
} from './edit-error.ts';
import { type LocalEditor, nounToFieldName } from './edit-types.ts';
import { requireLiveRevision } from './find-record.ts';
import { prepareSource } from './prepare-source.ts';
import { assertAuthorized } from './validate-edit.ts';

type AcceptanceOptions = DraftDecision & { reason: string | undefined; expectedRevision: number | undefined };

/** Accepts a draft with those that it refers to, in one transaction. */
export class DraftAcceptance {
  readonly #writer: Writer;
  readonly #editor: LocalEditor;
  readonly #options: AcceptanceOptions;
  /** The drafts as they are after their decision. */
  readonly #decided = new Map<string, StoredDraft>();
  #reading: ReadingRow | undefined;
  /** The drafts of the reading, by noun and key of their records. */
  #related: ReadonlyMap<string, StoredDraft> = new Map();

  constructor(writer: Writer, editor: LocalEditor, options: AcceptanceOptions) {
    this.#writer = writer;
    this.#editor = editor;
    this.#options = options;
  }

  /** Returns the keys of the accepted drafts; the given one is the last. */
  accept(draft: StoredDraft): string[] {
    const { patch, into, acceptRelated, automatic } = this.#options;
    this.#loadReading(draft);
    const patched = patch === undefined ? draft.record : applyDraftPatch(draft.record, patch);
    const record = into === undefined ? patched : withoutUncitedReferences(patched);
    const required = this.#listRequired(record, new Set([draft.key]));
    if (required.length > 0 && !acceptRelated)
      throw blocked(
        `It refers to ${required.map(({ record: { noun, key } }) => `the ${noun} "${key}"`).join(', ')}, of which there are only drafts. Accept these first, or set "acceptRelated".`,
        required,
      );
    const doubtful = automatic ? [...required, draft].filter(({ duplicates }) => duplicates.length > 0) : [];
    if (doubtful.length > 0)
      throw blocked(
        `${doubtful.flatMap(({ duplicates }) => duplicates).join(', ')} may be the same. A person has to decide.`,
        doubtful,
      );
    for (const one of required) this.#write(one, one.record);
    this.#write(draft, record);
    return [...required, draft].map(({ key }) => key);
  }

  #loadReading({ readingKey }: StoredDraft): void {
    if (readingKey === null) return;
    const drafts = listDraftsOfReading(this.#writer, readingKey);
    this.#related = new Map(drafts.map((draft) => [`${draft.noun} ${draft.record.key}`, draft]));
    const reading = findReading(this.#writer, readingKey);
    if (!reading) throw new Error(`The reading "${readingKey}" is missing.`);
    this.#reading = reading;
    this.#supplyText(reading);
    const { sha256 } = reading;
    // The reader has compared these words with the text.
    rememberSpans(
      this.#writer,
      drafts.flatMap(({ record }) =>
        listSpans(record).map((span) => ({ ...span, sourceId: 0, sha256, isVerified: true })),
      ),
    );
  }

  #supplyText(reading: ReadingRow): void {
    const { text } = this.#options;
    const stored = text ?? findTextOfReading(this.#writer, reading);
    if (stored === undefined) return;
    const { sha256 } = this.#writer.verifier.addText(stored);
    if (sha256 !== reading.sha256)
      throw invalidFieldError(
        ['text'],
        `The text has the SHA-256 ${sha256}; the one that was read has ${reading.sha256}. Give the unchanged text.`,
      );
  }

  /** Returns the undecided drafts that a record refers to, directly or not, in the order in which they can be written. */
  #listRequired(record: ProposedRecord, visited: Set<string>): StoredDraft[] {
    const required: StoredDraft[] = [];
    mapRecordReferences(record, (nouns, key) => {
      const draft = this.#findRelated(nouns, key);
      if (!draft || visited.has(draft.key)) return key;
      visited.add(draft.key);
      if (draft.status === 'REJECTED' && !nouns.some((noun) => this.#isLive(noun, key)))
        throw blocked(
          `It refers to the ${draft.noun} "${key}", whose draft was rejected by ${draft.decidedBy}. Refer to another record.`,
          [draft],
        );
      if (draft.status === 'PENDING' || draft.status === 'DEFERRED')
        required.push(...this.#listRequired(draft.record, visited), draft);
      return key;
    });
    return required;
  }

  #findRelated(nouns: readonly string[], key: string): StoredDraft | undefined {
    for (const noun of nouns) {
      const draft = this.#related.get(`${noun} ${key}`);
      if (draft) return draft;
    }
    return undefined;
  }

  #isLive(noun: string, key: string): boolean {
    return findRecordIdentity(this.#writer, noun as RecordNoun, key)?.state === 'LIVE';
  }

  /** Writes a draft and stores the decision. */
  #write(draft: StoredDraft, proposed: ProposedRecord): void {
    const { noun } = draft;
    const { key, patch, reason, automatic = false } = this.#options;
    assertAuthorized(this.#editor, noun);
    const isDecided = draft.key === key;
    const path = isDecided ? ['patch', nounToFieldName(noun)] : ['acceptRelated', draft.key];
    const stated = isDecided ? Object.keys(patch?.fields ?? {}) : [];
    const unresolved = draft.unresolved.filter(
      ({ field }) => !stated.some((name) => name === field || name === toAddName(field)),
    );
    if (unresolved.length > 0)
      throw invalidFieldsError(
        unresolved.map(({ field, reason, words }) => ({
          path: [...path, field],
          message: `"${field}" of the ${noun} "${proposed.key}" is unresolved: ${reason} State it in "patch".`,
          value: words === undefined ? null : JSON.stringify(words),
        })),
      );
    const linked = mapRecordReferences(proposed, (nouns, referred) => {
      const related = this.#findRelated(nouns, referred);
      return related ? getResultKey(this.#writer, this.#refresh(related)) : referred;
    });
    const revision = this.#writer.withAttribution(
      { ...this.#writer.attribution, source: this.#findSourceKey(linked) },
      () => this.#writeRecord(draft, linked, path, isDecided),
    );
    const status = isDecided && patch !== undefined ? 'CORRECTED' : 'ACCEPTED';
    const decision = { key: draft.key, status, by: this.#editor.holder, reason, automatic, revision } as const;
    saveDecision(this.#writer, decision);
    this.#decided.set(draft.key, { ...draft, status, revision });
    if (noun === 'source' && this.#reading) deleteTextOfReading(this.#writer, this.#reading.key);
  }

  /** The draft as it is after the decisions of this transaction. */
  #refresh(draft: StoredDraft): StoredDraft {
    return this.#decided.get(draft.key) ?? draft;
  }

  /** The source that supports the edit: the one that the record cites first. */
  #findSourceKey(record: ProposedRecord): string | undefined {
    const [first] = Array.isArray(record.citations) ? (record.citations as { source?: string }[]) : [];
    if (first?.source !== undefined) return first.source;
    if (record.noun === 'source') return record.key;
    const key = this.#reading?.sourceKey;
    const source = key === undefined ? undefined : this.#related.get(`source ${key}`);
    const result = source ? getResultKey(this.#writer, this.#refresh(source)) : key;
    return result !== undefined && this.#isLive('source', result) ? result : undefined;
  }

  /** Returns the revision of the record. */
  #writeRecord(draft: StoredDraft, proposed: ProposedRecord, path: readonly string[], isDecided: boolean): number {
    const writer = this.#writer;
    const { noun } = draft;
    const { decision, into, expectedRevision } = this.#options;
    const toEditPath = prefixPath(...path);
    const isAdded = isDecided && into !== undefined;
    const key = isAdded ? into : proposed.key;
    const exists = findRecordIdentity(writer, noun, key)?.state === 'LIVE';
    if (isAdded || exists || (isDecided && expectedRevision !== undefined))
      requireLiveRevision(writer, { noun, key }, isDecided ? { expectedRevision } : {});
    if (noun === 'source') {
      const source = prepareSource(writer, { key, proposed, isPresent: isAdded || exists }, this.#reading, toEditPath);
      return withWriteErrors(() => writeRecord(writer, source).revision, proposed, toEditPath);
    }
    if (isAdded && decision === 'ADD_RENDERING') {
      if (noun !== 'statement')
        throw invalidFieldError(['decision'], `A ${noun} has no renderings. Give ADD_SOURCE.`, decision);
      return addAsRendering(writer, key, proposed, toEditPath).revision;
    }
    if (isAdded || exists) {
      const { revision, claimedFields } = addAsSource(writer, key, proposed, toEditPath);
      // Entries may disagree. Another person with the same key is not the one that was read about.
      if (!isAdded && claimedFields.length > 0 && !isEntryNoun(noun))
        throw blocked(
          `The ${noun} "${key}" was recorded after the text was read, and has another ${claimedFields.join(', ')}. If it is the same, give ADD_SOURCE; if not, record it with a key of its own, and add the draft to that.`,
          [draft],
          'CONFLICT',
        );
      return revision;
    }
    const record = parseEditRecord(proposed, toEditPath);
    return withWriteErrors(() => writeRecord(writer, record).revision, proposed, toEditPath);
  }
}

/** The field of a patch that adds items to a list. */
const toAddName = (field: string): string => `add${field.charAt(0).toUpperCase()}${field.slice(1)}`;

const blocked = (
  message: string,
  drafts: readonly StoredDraft[],
  code: 'BAD_INPUT' | 'CONFLICT' = 'BAD_INPUT',
): EditError => new EditError({ result: 'blocked', code, message, drafts: drafts.map(({ key }) => key) });
