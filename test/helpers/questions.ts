import { readdirSync, readFileSync } from 'node:fs';

export const questionsFolder = new URL('../questions/', import.meta.url);
/** The questions that the playground opens with. */
const examplesFolder = new URL('../../src/api/graphiql/examples/', import.meta.url);

export const listNames = (folder: URL, ending: string): string[] =>
  readdirSync(folder).flatMap((file) => (file.endsWith(ending) ? [file.slice(0, -ending.length)] : []));

export const exampleQuestions = listNames(examplesFolder, '.graphql');
/** The names of all questions, in their order. */
export const questionNames = [...exampleQuestions, ...listNames(questionsFolder, '.graphql')].toSorted();

export const readOperation = (name: string): string =>
  readFileSync(new URL(`${name}.graphql`, exampleQuestions.includes(name) ? examplesFolder : questionsFolder), 'utf8');
export const readExpectedData = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`${name}.expected.json`, questionsFolder), 'utf8'));
