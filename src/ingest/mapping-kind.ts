import { isObject } from '../model/is-object.ts';

/** Which command reads a mapping. */
export type MappingKind = 'flows' | 'table';

const wrongKindReasons: Readonly<Record<MappingKind, string>> = {
  flows: 'describes measured trade. Import the table with "chancery import flows", or with "--noun flow".',
  table: 'describes records, not measured trade. Import the table with "chancery import table".',
};

/** Returns why a mapping that is meant for the other command cannot be used. */
export const describeWrongKind = (name: string, kind: MappingKind): string =>
  `The mapping ${name} ${wrongKindReasons[kind]}`;

/** Returns the command that a mapping is meant for, by the fields that the other kind lacks; undefined if it is unclear. */
export function detectMappingKind(raw: unknown): MappingKind | undefined {
  if (!isObject(raw)) return undefined;
  const [hasFields, hasSides] = ['fields' in raw, 'reporter' in raw && 'partner' in raw];
  return hasFields === hasSides ? undefined : hasFields ? 'table' : 'flows';
}
