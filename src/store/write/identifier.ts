import { and, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Transaction } from '../../db/database.ts';
import { identifiers, offices, parties } from '../../db/tables/index.ts';
import { badInput } from '../../model/errors.ts';
import { type IdentifierRecord, identifierFields } from '../../model/nouns/identifier.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { toFieldRow } from './noun-row.ts';

type IdentifierOwner = 'partyId' | 'officeId';

/** Replaces the identifiers of a party or an office. An identifier belongs to one record only. */
export function writeIdentifiers(
  writer: Writer,
  owner: IdentifierOwner,
  written: WriteResult,
  records: readonly IdentifierRecord[],
): void {
  const { id } = written;
  writer.replaceRows(identifiers, identifiers[owner], written, []);
  for (const [ordinal, record] of records.entries()) {
    const holder = writer.prepare(findHolder).get({ scheme: record.scheme, value: record.value });
    if (holder) {
      // A former version may have had an identifier that another record has now.
      if (writer.isHistorical) continue;
      throw badInput(
        `"${record.value}" is the ${record.scheme} identifier of "${holder.party ?? holder.office}". Remove it there first, or merge the records.`,
        `sameAs.${ordinal}.value`,
      );
    }
    writer.insert(identifiers, {
      partyId: owner === 'partyId' ? id : null,
      officeId: owner === 'officeId' ? id : null,
      ...toFieldRow(writer, identifierFields, record),
      ordinal,
    });
  }
}

/** Deletes the identifiers of a party or an office. */
export const deleteIdentifiers = (writer: Writer, owner: IdentifierOwner, id: number): void =>
  writer.replaceRows(identifiers, identifiers[owner], { id, created: false }, []);

const findHolder = (tx: Transaction) => {
  const party = alias(parties, 'party');
  const office = alias(offices, 'office');
  return tx
    .select({ party: party.key, office: office.key })
    .from(identifiers)
    .leftJoin(party, eq(party.id, identifiers.partyId))
    .leftJoin(office, eq(office.id, identifiers.officeId))
    .where(
      and(
        sql`${identifiers.scheme} = ${sql.placeholder('scheme')}`,
        sql`${identifiers.value} = ${sql.placeholder('value')}`,
      ),
    )
    .prepare();
};
