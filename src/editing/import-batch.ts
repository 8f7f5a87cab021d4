import { digestOf } from '../model/content-hash.ts';
import { badInput } from '../model/errors.ts';
import type { InterchangeRecord } from '../model/records/index.ts';
import { MissingReference } from '../store/reference-resolver.ts';
import { bring } from '../store/upsert-owned-record.ts';
import { keyOfRecord } from '../store/write-record.ts';
import type { Writer } from '../store/writer.ts';
import { withSource } from './citations.ts';
import { invalid, type Place, parsed, Refused, under, writing } from './edit-error.ts';
import {
  type Claimed,
  type Edit,
  type Fields,
  fieldOf,
  type InvalidField,
  type Outcome,
  type Terms,
} from './edit-types.ts';

interface Item {
  raw: Fields;
  record: InterchangeRecord;
  place: Place;
}

/** Brings a batch in as an import does, but all of it or nothing. One may refer to another, whichever comes first. */
export function importBatch(
  writer: Writer,
  importer: string,
  { records }: Edit & { verb: 'import' },
  { source }: Terms,
): Outcome {
  const items = each(records, (given, index): Item => {
    const raw = withSource(given, source);
    const place = under('entries', String(index), fieldOf(given.noun));
    return { raw, record: parsed(raw, place), place };
  });
  refuseTwice(items);
  const tally = { created: 0, updated: 0, unchanged: 0 };
  const claimed: Claimed[] = [];
  const take = ({ record }: Item): void => {
    const digest = digestOf(record);
    const { outcome, claimed: fields = [] } = bring(writer, importer, { record, former: [], digest, file: importer });
    tally[outcome] += 1;
    if (fields.length > 0) claimed.push({ noun: record.noun, key: keyOfRecord(record), fields });
  };
  let waiting = items;
  let before: number;
  do {
    before = waiting.length;
    waiting = untilSettled(waiting, take);
  } while (waiting.length > 0 && waiting.length < before);
  each(waiting, (item) => writing(() => take(item), item.raw, item.place));
  return { result: 'imported', ...tally, claimed };
}

/** Takes what can be taken, and gives what refers to something that is not there yet. */
function untilSettled(items: readonly Item[], take: (item: Item) => void): Item[] {
  const waiting: Item[] = [];
  each(items, (item) =>
    writing(
      () => {
        try {
          take(item);
        } catch (error) {
          if (!(error instanceof MissingReference)) throw error;
          waiting.push(item);
        }
      },
      item.raw,
      item.place,
    ),
  );
  return waiting;
}

function refuseTwice(items: readonly Item[]): void {
  const first = new Map<string, number>();
  each(items, ({ raw, record, place }, index) => {
    const name = `${record.noun} ${keyOfRecord(record)}`;
    const earlier = first.get(name);
    first.set(name, earlier ?? index);
    if (earlier !== undefined)
      writing(
        () => {
          throw badInput(`entries.${earlier} has the same key. A batch names each record once.`, 'key');
        },
        raw,
        place,
      );
  });
}

/** Goes on after a fault, so that all are told at once. */
function each<T, R>(items: readonly T[], work: (item: T, index: number) => R): R[] {
  const faults: InvalidField[] = [];
  const done = items.flatMap((item, index) => {
    try {
      return [work(item, index)];
    } catch (error) {
      if (!(error instanceof Refused) || error.outcome.result !== 'invalid') throw error;
      faults.push(...error.outcome.fields);
      return [];
    }
  });
  if (faults.length > 0) throw invalid(faults);
  return done;
}
