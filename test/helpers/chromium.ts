import { existsSync } from 'node:fs';

// The one without windows takes a third of the other's time for each page.
const chromiumPaths = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** How the Chromium that is installed is started: it asks nothing of the world by itself. Undefined where there is none. */
export const findChromium = (): { executablePath: string; args: string[] } | undefined => {
  const named = process.env.CHANCERY_CHROMIUM;
  if (named !== undefined && !existsSync(named)) throw new Error(`CHANCERY_CHROMIUM is ${named}, where nothing is.`);
  const executablePath = named ?? chromiumPaths.find((path) => existsSync(path));
  return executablePath === undefined
    ? undefined
    : {
        executablePath,
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--disable-quic',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
        ],
      };
};

export const missingChromiumMessage =
  'no Chromium is here (apt-get install chromium-headless-shell, or name one in CHANCERY_CHROMIUM)';
