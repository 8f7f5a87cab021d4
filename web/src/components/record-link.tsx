import { buildRecordPath } from '../route-paths.ts';
import { Link } from './link.tsx';

/** A link to the page of an office, a topic or another record that has no card. */
export const RecordLink = ({
  record,
}: {
  record: { readonly __typename: string; readonly key: string; readonly name: string };
}) => <Link href={buildRecordPath(record)}>{record.name}</Link>;
