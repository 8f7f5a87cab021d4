import { useQuery } from '../../api/use-query.ts';
import { RecordNameDocument } from './generated/operations.ts';

/** The name of the record with a key, such as of a filter in the URL. The key until it has loaded. */
export function RecordName({ recordKey }: { recordKey: string }) {
  const { data } = useQuery(RecordNameDocument, { key: recordKey });
  const party = data?.named.find(({ node }) => 'key' in node && node.key === recordKey)?.node;
  if (party && 'name' in party) return party.name;
  if (data?.source) return data.source.title ?? data.source.publisher;
  return data?.entry?.summary ?? data?.topic?.name ?? data?.office?.title ?? recordKey;
}
