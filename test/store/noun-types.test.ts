import type { InferSelectModel } from 'drizzle-orm';
import { expectTypeOf, test } from 'vitest';
import type {
  agreements,
  citations,
  figures,
  organizations,
  revisions,
  sources,
  visits,
} from '../../src/db/tables/index.ts';
import type { nounStorage } from '../../src/db/tables/noun-tables.ts';
import type { RecordInput, RecordOf } from '../../src/model/records/index.ts';
import type { DatePrecision, visitStatuses } from '../../src/model/vocabulary.ts';
import type { EntrySortColumns } from '../../src/store/write/entry.ts';
import type { FieldRow } from '../../src/store/write/noun-row.ts';
import type { InsertRow } from '../../src/store/writer.ts';

type VisitRow = InferSelectModel<typeof visits>;
type AgreementRow = InferSelectModel<typeof agreements>;

// A union that loses one member to `unknown` loses all, so this lists columns of every kind.
test('declared columns have the types of their kinds', () => {
  expectTypeOf<VisitRow['place']>().toEqualTypeOf<string | null>();
  expectTypeOf<VisitRow['hostId']>().toEqualTypeOf<number>();
  expectTypeOf<VisitRow['hostCode']>().toEqualTypeOf<string>();
  expectTypeOf<VisitRow['tripId']>().toEqualTypeOf<number | null>();
  expectTypeOf<VisitRow['leg']>().toEqualTypeOf<number | null>();
  expectTypeOf<VisitRow['status']>().toEqualTypeOf<(typeof visitStatuses)[number]>();
  expectTypeOf<VisitRow['startEdtf']>().toEqualTypeOf<string | null>();
  expectTypeOf<VisitRow['endPrecision']>().toEqualTypeOf<DatePrecision | null>();
  expectTypeOf<AgreementRow['title']>().toEqualTypeOf<string>();
  expectTypeOf<AgreementRow['binding']>().toEqualTypeOf<boolean | null>();
  expectTypeOf<InferSelectModel<typeof organizations>['stateOwned']>().toEqualTypeOf<boolean | null>();
  expectTypeOf<InferSelectModel<typeof figures>['value']>().toEqualTypeOf<number>();
  expectTypeOf<InferSelectModel<typeof sources>['retrievedOn']>().toEqualTypeOf<string | null>();
});

test('tables have the declared columns only', () => {
  expectTypeOf<VisitRow>().not.toHaveProperty('host');
  expectTypeOf<VisitRow>().not.toHaveProperty('met');
  expectTypeOf<VisitRow>().not.toHaveProperty('travellers');
  expectTypeOf<AgreementRow>().not.toHaveProperty('signatories');
});

test('a row to insert has every column but those that the database sets', () => {
  type Citation = InferSelectModel<typeof citations>;
  expectTypeOf<Required<InsertRow<typeof citations>>>().toEqualTypeOf<Required<Citation>>();
  expectTypeOf<Omit<Citation, 'id'>>().toExtend<InsertRow<typeof citations>>();
  expectTypeOf<Omit<Citation, 'partyId'>>().not.toExtend<InsertRow<typeof citations>>();
  expectTypeOf<Omit<AgreementRow, 'entryKind'>>().toExtend<InsertRow<typeof agreements>>();
  expectTypeOf<Omit<InferSelectModel<typeof revisions>, 'sequence'>>().not.toExtend<InsertRow<typeof revisions>>();
});

test('the row of the fields of a noun has all columns of its table', () => {
  type Fields = FieldRow<typeof nounStorage.agreement.fields>;
  expectTypeOf<Fields & EntrySortColumns>().toExtend<InsertRow<typeof agreements>>();
  expectTypeOf<Omit<Fields & EntrySortColumns, 'visitId'>>().not.toExtend<InsertRow<typeof agreements>>();
});

test('records have the values of the declared fields', () => {
  expectTypeOf<RecordOf<'visit'>['place']>().toEqualTypeOf<string | undefined>();
  expectTypeOf<RecordOf<'visit'>['met']>().toEqualTypeOf<string[]>();
  expectTypeOf<RecordOf<'visit'>['status']>().toEqualTypeOf<(typeof visitStatuses)[number]>();
  expectTypeOf<Extract<RecordInput, { noun: 'figure' }>['approximate']>().toEqualTypeOf<boolean | undefined>();
  expectTypeOf<RecordOf<'figure'>['approximate']>().toEqualTypeOf<boolean>();
});
