import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate } from '@graphql-codegen/cli';
import { buildSchema, printSchema } from 'graphql';
import codegen from '../codegen.ts';
import { withRequiredResults } from '../sdk/codegen-schema-loader.ts';
import { generatedOperationsFile, renderOperations } from '../sdk/generate-operations.ts';
import {
  buildInterchangeJsonSchema,
  buildJsonLdContext,
  buildMappingJsonSchema,
  buildTableMappingJsonSchema,
  interchangeSchemaPath,
  jsonLdContextPath,
  mappingSchemaPath,
  tableMappingSchemaPath,
} from '../src/ingest/json-schema.ts';
import { contractFile, printContract } from '../src/schema/print-schema.ts';
import { referenceFile, renderSdkReference } from './generate-sdk-reference.ts';

const root = join(import.meta.dirname, '..');

/** Returns every file that `npm run generate` writes, with its expected content, without writing it. */
export async function renderGeneratedFiles(): Promise<Map<string, string>> {
  const contract = printContract();
  const sdk: { filename: string; content: string }[] = await generate(
    { ...codegen, schema: printSchema(withRequiredResults(buildSchema(contract))), cwd: root, silent: true },
    false,
  );
  const files: [string, string][] = [
    [fileURLToPath(contractFile), contract],
    [generatedOperationsFile, renderOperations(contract)],
    [interchangeSchemaPath, buildInterchangeJsonSchema()],
    [mappingSchemaPath, buildMappingJsonSchema()],
    [tableMappingSchemaPath, buildTableMappingJsonSchema()],
    [jsonLdContextPath, buildJsonLdContext()],
    [referenceFile, renderSdkReference()],
    ...sdk.map(({ filename, content }): [string, string] => [filename, content]),
  ];
  return new Map(files.map(([file, content]) => [relative(root, resolve(root, file)), content]));
}

/** Returns the files whose committed content differs. */
export const findStaleFiles = (files: ReadonlyMap<string, string>, read = readCommittedFile): string[] =>
  [...files].filter(([file, content]) => read(file) !== content).map(([file]) => file);

const readCommittedFile = (file: string): string => readFileSync(join(root, file), 'utf8');
