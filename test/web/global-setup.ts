import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { type BrowserServer, chromium as browsers } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { openCliSandbox } from '../cli/cli-sandbox.ts';
import { findChromium, missingChromiumMessage } from '../helpers/chromium.ts';
import { longStatementYaml, longText, longTextSource } from './long-texts.ts';
import { mirrorFlowsCsv, mirrorFlowsMappingYaml } from './mirror-trade-flows.ts';
import { scriptStatementYaml } from './script-injection-statement.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The explorer and the browser that all tests of a run share. There is no URL without Chromium. */
    explorer: { url?: string; browser?: string; token?: string; travels: boolean; crude: boolean };
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const travels = join(root, '../shared/data/hsg-travels');
const terms = join(root, '../shared/data/hsg-pocom-secretaries');
const crude = join(root, '../shared/data/ec-crude-oil-register/annual-2013-2018.csv');

let close: () => Promise<void> = async () => undefined;

/** Starts a server with the bundled dossier, the optional datasets, statements that look like scripts, and flows that both sides report. */
export async function setup(project: TestProject): Promise<void> {
  const chromium = findChromium();
  const available = { travels: existsSync(travels) && existsSync(terms), crude: existsSync(crude) };
  if (!chromium) {
    console.warn(`Skipped: ${missingChromiumMessage}.`);
    project.provide('explorer', available);
    return;
  }
  execFileSync(process.execPath, [join(root, 'scripts/build-web.ts')], { stdio: 'inherit' });
  const sandbox = openCliSandbox();
  const runCommand = async (args: string[]): Promise<string> => {
    const { code, out, err } = await sandbox.run(args);
    if (code !== 0) throw new Error(`chancery ${args.join(' ')} ended with ${code}: ${err}`);
    return out;
  };
  await runCommand(['init']);
  writeFileSync(sandbox.resolve('script.yaml'), scriptStatementYaml);
  await runCommand(['import', 'entries', 'script.yaml']);
  const { key, publisher, licence } = longTextSource;
  writeFileSync(sandbox.resolve('minutes.txt'), longText);
  const described = ['--key', key, '--publisher', publisher, '--licence', licence];
  await runCommand(['source', 'add', 'minutes.txt', ...described, '--retain']);
  writeFileSync(sandbox.resolve('speech.yaml'), longStatementYaml);
  await runCommand(['import', 'entries', 'speech.yaml']);
  if (available.travels) await runCommand(['import', 'hsg-travels', travels, '--terms', terms]);
  writeFileSync(sandbox.resolve('two-sides.csv'), mirrorFlowsCsv);
  writeFileSync(sandbox.resolve('two-sides.yaml'), mirrorFlowsMappingYaml);
  await runCommand(['import', 'flows', 'two-sides.csv', '--mapping', 'two-sides.yaml']);
  if (available.crude) await runCommand(['import', 'flows', crude, '--mapping', 'ec-crude-oil']);
  const server = await sandbox.serve();
  let browser: BrowserServer | undefined;
  close = async () => {
    await browser?.close();
    await server[Symbol.asyncDispose]();
    sandbox[Symbol.dispose]();
  };
  let token: string;
  try {
    token = (await runCommand(['token', 'create', '--holder', 'The web tests'])).trim();
    await mergeAndWithdrawStatements(server.url, token);
    browser = await browsers.launchServer({ ...chromium, host: '127.0.0.1' });
  } catch (error) {
    await close();
    throw error;
  }
  project.provide('explorer', { url: new URL(server.url).origin, browser: browser.wsEndpoint(), token, ...available });
}

/** Merges one statement into another and withdraws a third, for the tests of removed keys. */
async function mergeAndWithdrawStatements(url: string, token: string): Promise<void> {
  const query = `mutation {
    merge(input: { key: "web-test:twin", into: "web-test:script", reason: "The same words twice." }) { changed errors { message } }
    withdraw(input: { key: "web-test:gone", reason: "Nobody said so." }) { changed errors { message } }
  }`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  const body = (await response.json()) as { data: unknown };
  const written = { changed: true, errors: [] };
  if (!isDeepStrictEqual(body.data, { merge: written, withdraw: written }))
    throw new Error(`The statements were not merged and withdrawn: ${JSON.stringify(body)}`);
}

export const teardown = (): Promise<void> => close();
