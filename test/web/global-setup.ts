import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserServer, chromium as browsers } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { openCliSandbox } from '../cli/cli-sandbox.ts';
import { findChromium, missingChromiumMessage } from '../helpers/chromium.ts';
import { mirrorFlowsCsv, mirrorFlowsMappingYaml } from './mirror-trade-flows.ts';
import { scriptStatementYaml } from './script-injection-statement.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The explorer that all tests of a run look at, and the browser that they share; no address where there is no Chromium. */
    explorer: { url?: string; browser?: string; travels: boolean; crude: boolean };
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const travels = join(root, '../shared/data/hsg-travels');
const terms = join(root, '../shared/data/hsg-pocom-secretaries');
const crude = join(root, '../shared/data/ec-crude-oil-register/annual-2013-2018.csv');

let close: () => Promise<void> = async () => undefined;

/** The server as it is started by hand, over the bundled dossier, the travels and the imports of crude oil where they are there, one statement that looks like a script, and trade that both sides report. */
export async function setup(project: TestProject): Promise<void> {
  const chromium = findChromium();
  const has = { travels: existsSync(travels) && existsSync(terms), crude: existsSync(crude) };
  if (!chromium) {
    console.warn(`Skipped: ${missingChromiumMessage}.`);
    project.provide('explorer', has);
    return;
  }
  execFileSync(process.execPath, [join(root, 'scripts/build-web.ts')], { stdio: 'inherit' });
  const place = openCliSandbox();
  const imported = async (args: string[]): Promise<string> => {
    const { code, out, err } = await place.run(args);
    if (code !== 0) throw new Error(`chancery ${args.join(' ')} ended with ${code}: ${err}`);
    return out;
  };
  await imported(['init']);
  writeFileSync(place.resolve('script.yaml'), scriptStatementYaml);
  await imported(['import', 'entries', 'script.yaml']);
  if (has.travels) await imported(['import', 'hsg-travels', travels, '--terms', terms]);
  writeFileSync(place.resolve('two-sides.csv'), mirrorFlowsCsv);
  writeFileSync(place.resolve('two-sides.yaml'), mirrorFlowsMappingYaml);
  await imported(['import', 'flows', 'two-sides.csv', '--mapping', 'two-sides.yaml']);
  if (has.crude) await imported(['import', 'flows', crude, '--mapping', 'ec-crude-oil']);
  const server = await place.serve();
  let browser: BrowserServer | undefined;
  close = async () => {
    await browser?.close();
    await server[Symbol.asyncDispose]();
    place[Symbol.dispose]();
  };
  try {
    await mergeAndWithdrawStatements(
      server.url,
      (await imported(['token', 'create', '--holder', 'The web tests'])).trim(),
    );
    browser = await browsers.launchServer({ ...chromium, host: '127.0.0.1' });
  } catch (error) {
    await close();
    throw error;
  }
  project.provide('explorer', { url: new URL(server.url).origin, browser: browser.wsEndpoint(), ...has });
}

/** Merges one statement into another, and withdraws a third: the explorer tells what became of them. */
async function mergeAndWithdrawStatements(url: string, token: string): Promise<void> {
  const query = `mutation {
    merge(key: "web-test:twin", into: "web-test:script", reason: "The same words twice.") { __typename }
    withdraw(key: "web-test:gone", reason: "Nobody said so.") { __typename }
  }`;
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  const text = await answer.text();
  if (!text.includes('MergePayload') || !text.includes('WithdrawPayload'))
    throw new Error(`The statements are still there: ${text}`);
}

export const teardown = (): Promise<void> => close();
