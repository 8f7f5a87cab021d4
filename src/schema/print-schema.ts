import { writeFileSync } from 'node:fs';
import { printSchema } from 'graphql';
import { schema } from './index.ts';

/** The committed contract: everything that the API offers, sorted and described. */
export const contractFile = new URL('../../schema.graphql', import.meta.url);
export const printContract = (): string => `${printSchema(schema)}\n`;

if (import.meta.main) writeFileSync(contractFile, printContract());
