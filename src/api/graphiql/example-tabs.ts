import { readFileSync } from 'node:fs';

/** An example of the playground: a question, and the operation that answers it. */
export interface ExampleTab {
  title: string;
  query: string;
}

// The questions that the tests run and compare with their exact results.
const questionsFolder = new URL('../../../test/questions/', import.meta.url);

const exampleNames = [
  '01-visits-to-central-asia',
  '04-what-macron-said',
  '06-lavrov-on-the-west',
  '07-vassal',
  '10-annexation-and-partnership',
  '14-around-russia',
  '19-evidence-of-a-visit',
  '20-all-about-uzbekistan',
] as const;

function readExampleTab(name: string): ExampleTab {
  const query = readFileSync(new URL(`${name}.graphql`, questionsFolder), 'utf8');
  return { title: query.slice(0, query.indexOf('\n')).replace(/^#\s*/, ''), query };
}

/** The questions that the playground opens as tabs, in this order. */
export const exampleTabs: readonly ExampleTab[] = exampleNames.map(readExampleTab);
