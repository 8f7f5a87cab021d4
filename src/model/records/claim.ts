import type { z } from 'zod';
import type { CitationRecord } from '../nouns/citation.ts';
import { recordSchemas } from './index.ts';

type SchemaFields = Readonly<Record<string, z.core.$ZodType>>;
type Issue = z.core.$ZodIssue;
type PlainObject = Record<string, unknown>;

const uncitableFields: ReadonlySet<string> = new Set(['noun', 'key', 'citations', 'formerly']);

/** Returns the fields that citations can support. */
export const getCitableFields = (schema: { shape: SchemaFields }): string[] =>
  Object.keys(schema.shape).filter((field) => !uncitableFields.has(field));

/**
 * Serializes a field's value for comparison of claims: text as is, a date as EDTF, anything else as
 * JSON with sorted fields. Null if there is no value.
 */
export function serializeClaimValue(value: unknown): string | null {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return null;
  const plain = canonicalize(value);
  if (plain === null) return null;
  return typeof plain === 'string' ? plain : JSON.stringify(plain);
}

function canonicalize(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonicalize);
  if (typeof value !== 'object' || value === null) return value;
  if ('edtf' in value) return value.edtf;
  const fields = value as PlainObject;
  const plain: PlainObject = {};
  for (const name of Object.keys(fields).toSorted())
    if (fields[name] !== undefined && fields[name] !== null) plain[name] = canonicalize(fields[name]);
  return plain;
}

/** Returns the record with absent fields filled in from PREFERRED claims. */
export function fillFromPreferredClaims(raw: unknown): unknown {
  if (!isPlainObject(raw) || !Array.isArray(raw.citations)) return raw;
  const filled: PlainObject = { ...raw };
  for (const citation of raw.citations as unknown[]) {
    if (
      !isPlainObject(citation) ||
      citation.rank !== 'PREFERRED' ||
      typeof citation.field !== 'string' ||
      citation.value == null
    )
      continue;
    if (!uncitableFields.has(citation.field)) filled[citation.field] ??= citation.value;
  }
  return filled;
}

/** Returns the issues of a record's claims. Replaces each claimed value by the one parsed with its field's schema. */
export function validateClaims(record: { noun: string; citations?: CitationRecord[] }): Issue[] {
  const schema: { shape: SchemaFields } = recordSchemas[record.noun as keyof typeof recordSchemas];
  const issues = validateCitations(
    record as PlainObject,
    record.citations ?? [],
    schema.shape,
    getCitableFields(schema),
    ['citations'],
  );
  const renderings =
    'renderings' in record ? (record.renderings as (PlainObject & { citations: CitationRecord[] })[]) : [];
  const shape = getRenderingShape();
  return [
    ...issues,
    ...renderings.flatMap((rendering, index) =>
      validateCitations(rendering, rendering.citations, shape, getCitableFields({ shape }), [
        'renderings',
        index,
        'citations',
      ]),
    ),
  ];
}

function getRenderingShape(): SchemaFields {
  const { renderings } = recordSchemas.statement.shape;
  return renderings.unwrap().element.shape;
}

function validateCitations(
  owner: PlainObject,
  citations: CitationRecord[],
  shape: SchemaFields,
  fields: string[],
  path: (string | number)[],
): Issue[] {
  const issues: Issue[] = [];
  const ranks = new Map<string, Pick<CitationRecord, 'reason'> & { rank: NonNullable<CitationRecord['rank']> }>();
  const unranked: { citation: CitationRecord; name: string }[] = [];
  // Cached per field: a record can have many citations for one long value.
  const texts = new Map<string, string | null>();
  for (const [index, citation] of citations.entries()) {
    const { field, rank, reason } = citation;
    const addIssue = (name: string, message: string): void => {
      issues.push({ code: 'custom', path: [...path, index, name], message, input: citation });
    };
    const schema = field === undefined ? undefined : shape[field];
    if (field === undefined || schema === undefined || !fields.includes(field)) {
      if (field !== undefined)
        addIssue(
          'field',
          `"${field}" is not a field that citations can support. It must be one of ${fields.join(', ')}, or absent for the whole record.`,
        );
      else if (citation.value !== undefined || rank !== undefined)
        addIssue('field', 'A claim requires the name of its `field`.');
      continue;
    }
    if (citation.value !== undefined) {
      const parsed = parseClaimValue(schema, citation.value);
      if ('issues' in parsed) {
        issues.push(...parsed.issues.map((issue) => ({ ...issue, path: [...path, index, 'value', ...issue.path] })));
        continue;
      }
      citation.value = parsed.value as CitationRecord['value'];
      if (isPlainObject(parsed.value) && parsed.value.edtf === null) {
        addIssue('value', 'A claim gives a date: a wording alone is none.');
        continue;
      }
    }
    if (reason !== undefined && rank === undefined)
      addIssue('rank', '`reason` requires `rank`: PREFERRED, NORMAL or DEPRECATED.');
    if (rank === 'DEPRECATED' && reason === undefined) addIssue('reason', 'A DEPRECATED claim requires a `reason`.');
    const served = texts.has(field) ? (texts.get(field) ?? null) : serializeClaimValue(owner[field]);
    texts.set(field, served);
    const value = citation.value === undefined ? served : serializeClaimValue(citation.value);
    const name = JSON.stringify([field, value]);
    if (rank === undefined) {
      if (value !== served) unranked.push({ citation, name });
      continue;
    }
    if (rank === 'PREFERRED' && value !== served)
      addIssue(
        'value',
        `The PREFERRED value of ${field} must be that of the record: the record has ${quoteValue(served)}, the claim ${quoteValue(value)}.`,
      );
    const other = ranks.get(name);
    if (other && other.rank !== rank)
      addIssue(
        'rank',
        `The same value of ${field} is ${other.rank} in another citation. Each value must have a single rank.`,
      );
    ranks.set(name, { rank, reason });
  }
  // An unranked citation supports the record's value; if it states another value, it gets that value's rank.
  for (const { citation, name } of unranked) {
    const { rank, reason } = ranks.get(name) ?? { rank: 'NORMAL' as const };
    citation.rank = rank;
    if (reason !== undefined) citation.reason = reason;
  }
  return issues;
}

function parseClaimValue(schema: z.core.$ZodType, value: unknown): { value: unknown } | { issues: Issue[] } {
  const parsed = (schema as z.ZodType).safeParse(value);
  return parsed.success ? { value: parsed.data } : { issues: parsed.error.issues };
}

const quoteValue = (value: string | null): string => (value === null ? 'nothing' : `"${value}"`);

export const isPlainObject = (value: unknown): value is PlainObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
