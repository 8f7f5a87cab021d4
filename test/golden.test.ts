import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiFixture, openApiFixture } from './helpers/api-fixture.ts';
import { type ConnectionCase, connectionCases } from './helpers/connection-cases.ts';

// Files of the SQL that the planner generates: any change appears as a difference to review. `npm test -- test/golden -u`
// updates them.

const golden = (name: string): string => `golden/${name}`;
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('SQL and responses of every filter and order', () => {
  let fixture: ApiFixture;
  beforeAll(async () => {
    fixture = await openApiFixture({ dossier: false, generated: true });
  });
  afterAll(() => fixture?.[Symbol.asyncDispose]());

  async function execute(
    name: string,
    list: ConnectionCase,
    variant: string,
  ): Promise<{ sqlStatements: readonly string[]; response: string }> {
    const field = name.split('.')[1] ?? '';
    const args = [list.args, variant, 'first: 5'].filter(Boolean).join(', ');
    const node = list.nodeSelection ?? (list.isForwardOnly ? '... on Node { id }' : 'key');
    const call = `list: ${field}(${args}) { nodes { ${node} } totalCount pageInfo { hasNextPage } }`;
    const { data, errors, sqlStatements } = await fixture.execute(list.document.replace('%', call));
    expect(errors).toBeUndefined();
    return { sqlStatements, response: JSON.stringify(data) };
  }

  const variantsOf = (list: ConnectionCase): string[] => [
    '',
    ...Object.keys(list.filters ?? {})
      .concat(list.uncheckedFilters ?? [])
      .map((filter) => `filter: { ${filter} }`),
    ...(list.orders ?? []),
  ];

  const roots = Object.keys(connectionCases).filter((name) => name.startsWith('Query.'));
  test.each(roots)('%s', async (name) => {
    const list = connectionCases[name] as ConnectionCase;
    const parts: string[] = [];
    for (const variant of variantsOf(list)) {
      const { sqlStatements, response } = await execute(name, list, list.args?.includes(variant) ? '' : variant);
      parts.push(`-- ${variant || 'all'}`, ...sqlStatements.map((statement) => `${statement};`), `-- ${response}`, '');
    }
    await expect(parts.join('\n')).toMatchFileSnapshot(golden(`filters/${name}.sql`));
  });

  // The same filters below another type: their SQL is long, so the file contains digests.
  test('lists below a type', async () => {
    const lines: string[] = [];
    for (const [name, list] of Object.entries(connectionCases)) {
      if (roots.includes(name)) continue;
      lines.push(name);
      for (const variant of variantsOf(list)) {
        const { sqlStatements, response } = await execute(name, list, variant);
        const [sqlDigest, responseDigest] = [sqlStatements.join('\n'), response].map((text) =>
          digest(text).slice(0, 16),
        );
        lines.push(`  ${variant || 'all'}: sql ${sqlDigest} answer ${responseDigest}`);
      }
    }
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(golden('filters/nested.txt'));
  });
});
