import { existsSync } from 'node:fs';

// The headless shell comes first: it loads a page in a third of the time.
const chromiumPaths = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Returns how to start the installed Chromium without background requests, or undefined if there is none. */
export const findChromium = (): { executablePath: string; args: string[] } | undefined => {
  const configuredPath = process.env.CHANCERY_CHROMIUM;
  if (configuredPath !== undefined && !existsSync(configuredPath))
    throw new Error(`CHANCERY_CHROMIUM is "${configuredPath}", but no such file exists.`);
  const executablePath = configuredPath ?? chromiumPaths.find((path) => existsSync(path));
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
  'Chromium is not installed (apt-get install chromium-headless-shell, or set CHANCERY_CHROMIUM to its path)';
