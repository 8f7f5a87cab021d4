import type { z } from 'zod';
import type { CitationRecord } from './field-schemas.ts';
import { recordSchemas } from './index.ts';

type Fields = Readonly<Record<string, z.core.$ZodType>>;
type Issue = z.core.$ZodIssue;
type Loose = Record<string, unknown>;

const notEvident: ReadonlySet<string> = new Set(['noun', 'key', 'citations', 'formerly']);

/** The fields that citations of a schema's records can be evidence for. */
export const evidentFields = (schema: { shape: Fields }): string[] =>
  Object.keys(schema.shape).filter((field) => !notEvident.has(field));

/**
 * A value of a field as the text by which claims compare it: text as it is, a date as EDTF, anything else as JSON with its fields in
 * order. Null where there is no value.
 */
export function claimText(value: unknown): string | null {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return null;
  const plain = plainOf(value);
  return typeof plain === 'string' ? plain : JSON.stringify(plain);
}

function plainOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainOf);
  if (typeof value !== 'object' || value === null) return value;
  if ('edtf' in value) return value.edtf;
  const given = value as Loose;
  const plain: Loose = {};
  for (const name of Object.keys(given).toSorted())
    if (given[name] !== undefined && given[name] !== null) plain[name] = plainOf(given[name]);
  return plain;
}

/** The record with every field that it leaves out, and of which a PREFERRED claim tells the value, given that value. */
export function withPreferred(raw: unknown): unknown {
  if (!isLoose(raw) || !Array.isArray(raw.citations)) return raw;
  const filled: Loose = { ...raw };
  for (const citation of raw.citations as unknown[]) {
    if (
      !isLoose(citation) ||
      citation.rank !== 'PREFERRED' ||
      typeof citation.field !== 'string' ||
      citation.value == null
    )
      continue;
    if (!notEvident.has(citation.field)) filled[citation.field] ??= citation.value;
  }
  return filled;
}

/** What is wrong with the claims of a record; each claimed value is replaced by what its field's schema makes of it. */
export function judgeClaims(record: { noun: string; citations?: CitationRecord[] }): Issue[] {
  const schema = recordSchemas[record.noun as keyof typeof recordSchemas] as unknown as { shape: Fields };
  const issues = judge(record as Loose, record.citations ?? [], schema.shape, evidentFields(schema), ['citations']);
  const renderings = 'renderings' in record ? (record.renderings as (Loose & { citations: CitationRecord[] })[]) : [];
  const shape = renderingShape();
  return [
    ...issues,
    ...renderings.flatMap((one, index) =>
      judge(one, one.citations, shape, evidentFields({ shape }), ['renderings', index, 'citations']),
    ),
  ];
}

function renderingShape(): Fields {
  const { renderings } = recordSchemas.statement.shape;
  return renderings.unwrap().element.shape;
}

function judge(
  owner: Loose,
  citations: CitationRecord[],
  shape: Fields,
  fields: string[],
  path: (string | number)[],
): Issue[] {
  const issues: Issue[] = [];
  const ranks = new Map<string, Pick<CitationRecord, 'reason'> & { rank: NonNullable<CitationRecord['rank']> }>();
  const unranked: { citation: CitationRecord; name: string }[] = [];
  // Many citations may be of one field, and that one long.
  const texts = new Map<string, string | null>();
  for (const [index, citation] of citations.entries()) {
    const { field, rank, reason } = citation;
    const refuse = (name: string, message: string): void => {
      issues.push({ code: 'custom', path: [...path, index, name], message, input: citation });
    };
    const schema = field === undefined ? undefined : shape[field];
    if (field === undefined || schema === undefined || !fields.includes(field)) {
      if (field !== undefined)
        refuse(
          'field',
          `"${field}" is no field of it. Evidence is for one of ${fields.join(', ')}, or for the whole where there is none.`,
        );
      else if (citation.value !== undefined || rank !== undefined)
        refuse('field', 'A claim is about a field: give its name.');
      continue;
    }
    if (citation.value !== undefined) {
      const parsed = parseValue(schema, citation.value);
      if ('issues' in parsed) {
        issues.push(...parsed.issues.map((issue) => ({ ...issue, path: [...path, index, 'value', ...issue.path] })));
        continue;
      }
      citation.value = parsed.value as never;
    }
    if (reason !== undefined && rank === undefined)
      refuse('rank', 'A reason is the reason of a rank: give PREFERRED, NORMAL or DEPRECATED.');
    if (rank === 'DEPRECATED' && reason === undefined)
      refuse('reason', 'A DEPRECATED claim says why it is not believed: give the reason.');
    const served = texts.has(field) ? (texts.get(field) ?? null) : claimText(owner[field]);
    texts.set(field, served);
    const value = citation.value === undefined ? served : claimText(citation.value);
    const name = JSON.stringify([field, value]);
    if (rank === undefined) {
      if (value !== served) unranked.push({ citation, name });
      continue;
    }
    if (rank === 'PREFERRED' && value !== served)
      refuse(
        'value',
        `The PREFERRED value of ${field} is the one that the record has: it says ${shown(served)}, the claim ${shown(value)}.`,
      );
    const other = ranks.get(name);
    if (other && other.rank !== rank)
      refuse('rank', `The same value of ${field} is ${other.rank} in another citation: one value has one rank.`);
    ranks.set(name, { rank, reason });
  }
  // Without a rank, evidence supports what the record says; that of another value has its value's rank.
  for (const { citation, name } of unranked) {
    const { rank, reason } = ranks.get(name) ?? { rank: 'NORMAL' as const };
    citation.rank = rank;
    if (reason !== undefined) citation.reason = reason;
  }
  return issues;
}

function parseValue(schema: z.core.$ZodType, value: unknown): { value: unknown } | { issues: Issue[] } {
  const parsed = (schema as z.ZodType).safeParse(value);
  return parsed.success ? { value: parsed.data } : { issues: parsed.error.issues };
}

const shown = (value: string | null): string => (value === null ? 'nothing' : `"${value}"`);

const isLoose = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
