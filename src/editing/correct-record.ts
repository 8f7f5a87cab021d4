import { sameValue } from '../model/record-diff.ts';
import type { RecordNoun } from '../model/vocabulary.ts';
import { readRecorded } from '../store/serialize/read-record.ts';
import { writeRecord, writeRows } from '../store/write-record.ts';
import type { Writer } from '../store/writer.ts';
import { evidenceAfter, hasEvidence, listAt } from './citations.ts';
import { type Place, parsed, under, writing } from './edit-error.ts';
import { argumentOf, type Edit, type Fields, type Outcome, type Terms } from './edit-types.ts';
import { named } from './find-record.ts';
import { assertSameName } from './validate-edit.ts';

const evidence: ReadonlySet<string> = new Set(['citations', 'addCitations']);

/** Lays a patch over the record that stands. What it leaves out stays; a list that it gives takes the place of the former one. */
export function correct(writer: Writer, { noun, key, patch }: Edit & { verb: 'correct' }, terms: Terms): Outcome {
  const argument = argumentOf(noun);
  assertSameName(noun, patch, argument);
  const revision = named(writer, { noun, key }, terms);
  const standing = readRecorded(writer, noun, key);
  if (!standing) throw new Error(`The ${noun} "${key}" is not in its tables.`);
  const unchanged: Outcome = { result: 'written', noun, key, revision, changed: false };

  const after = patched(writer, { noun, key, standing, patch, source: terms.source });
  const changed = Object.keys(patch).filter(
    (field) => !evidence.has(field) && !sameValue(standing[field], after[field]),
  );
  const given = patch.citations === undefined ? undefined : listAt(patch, 'citations');
  const added = listAt(patch, 'addCitations');
  if (changed.length === 0 && given === undefined && added.length === 0) return unchanged;

  const kept =
    given ??
    evidenceAfter(listAt(standing, 'citations'), { changed, after, source: terms.source, reason: terms.reason, added });
  const raw = hasEvidence(noun) ? { ...after, citations: [...kept, ...added] } : after;
  const place: Place = ([field, index, ...steps]) =>
    field === 'citations' && Number(index) >= kept.length
      ? [argument, 'addCitations', String(Number(index) - kept.length), ...steps]
      : [argument, ...[field, index].filter((step) => step !== undefined), ...steps];
  const record = parsed(raw, place);
  const written = writing(() => writeRecord(writer, record), raw, place);
  return { ...unchanged, revision: written.revision, changed: written.changed };
}

interface Draft {
  noun: RecordNoun;
  key: string;
  standing: Fields;
  patch: Fields;
  source: string | undefined;
}

/** The record with the patch, as its tables would give it back. Its evidence is only stood in for: it follows once it is known what changes. */
function patched(writer: Writer, { noun, key, standing, patch, source }: Draft): Fields {
  const fields = Object.entries({ ...standing, ...patch }).filter(
    ([field, value]) => value !== null && !evidence.has(field),
  );
  const cited = [...listAt(standing, 'citations').map((one) => one.source), source];
  const raw = {
    ...Object.fromEntries(fields),
    ...(hasEvidence(noun) && { citations: cited.map((one) => ({ source: one, basis: 'STATED' })) }),
  };
  const place = under(argumentOf(noun));
  const record = parsed(raw, place);
  return writing(
    () =>
      writer.trial(() => {
        writeRows(writer, record);
        return readRecorded(writer, noun, key) ?? {};
      }),
    raw,
    place,
  );
}
