import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Window } from 'happy-dom';

// Runs a module that renders into the element #root, and prints the text of the page once nothing is loading any more.

const window = new Window({ url: 'http://chancery.test/' });
window.document.body.innerHTML = '<div id="root"></div>';
Object.assign(globalThis, { window, document: window.document });
await import(pathToFileURL(process.argv[2] ?? '').href);
const readText = (): string =>
  [...window.document.querySelectorAll('li, p, button')].map(({ textContent }) => textContent.trim()).join('\n');
while (readText() === '' || readText().includes('Loading')) await setTimeout(20);
process.stdout.write(`${readText()}\n`);
process.exit(0);
