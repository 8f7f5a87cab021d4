import { expect, test } from 'vitest';
import { parseRecord } from '../../src/model/records/index.ts';
import { formatIssues } from '../../src/model/validation-messages.ts';

function explain(record: object): string | undefined {
  const parsed = parseRecord(record);
  return 'issues' in parsed ? formatIssues(parsed.issues, record) : undefined;
}

const term = { noun: 'term', key: 't', office: 'o', person: 'p' };
const group = { noun: 'group', key: 'g', kind: 'ORG', name: 'G' };

test.each([
  [{ ...term, from: '2001' }, 'There is no field "from" here. Did you mean "start"?'],
  [{ ...term, since: '2001', until: '2002' }, 'There is no field "since", "until" here. Did you mean "start", "end"?'],
  [
    { noun: 'coverage', source: 's', about: 'a', until: '2001-01-01' },
    'There is no field "until" here. Did you mean "end"?',
  ],
  [
    { ...group, members: [{ country: 'KZ', from: '2001' }] },
    'members.0: There is no field "from" here. Did you mean "start"?',
  ],
  [
    { ...group, names: [{ text: 'H', until: '2001-01-01' }] },
    'names.0: There is no field "until" here. Did you mean "end"?',
  ],
  [{ ...term, capcity: 'ACTING' }, 'There is no field "capcity" here. Did you mean "capacity"?'],
  [
    { ...term, citations: [{ source: 's', basis: 'STATED', feild: 'start' }] },
    'citations.0: There is no field "feild" here. Did you mean "field"?',
  ],
  // A source has no period.
  [{ noun: 'source', key: 's', publisher: 'p', from: '2001' }, 'There is no field "from" here.'],
  [{ ...term, colour: 'red' }, 'There is no field "colour" here.'],
])('names the field that was probably meant: %j', (record, message) => {
  expect(explain(record)).toBe(message);
});
