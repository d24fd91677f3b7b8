/**
 * The pictures of the README: a report of a server with a defect, and the workbench with a
 * client at work. `npm run pictures` takes them anew, with the Chromium that the browser tests use.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { createClient } from '../src/client/index.ts';
import { html } from '../src/report/html/html.ts';
import { referenceOf } from '../src/report/reference/index.ts';
import { serverProfile } from '../src/server/profile.ts';
import { launch } from '../src/testing/explorer/chromium.ts';
import { sampleResults } from '../src/testing/report/sample.ts';
import { startControl } from '../src/workbench/control.ts';
import { startWorkbench } from '../src/workbench/workbench.ts';

const root = resolve(import.meta.dirname, '..');
const pictures = join(root, 'docs/pictures');
const size = { width: 1180, height: 760 };

async function opened(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage({ viewport: size, colorScheme: 'light' });
  await page.goto(address);
  await page.waitForSelector('main h1');
  return page;
}

async function take(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(pictures, `${name}.png`) });
  console.log(`docs/pictures/${name}.png`);
}

/** The report of a run against the reference server with a defect. */
async function takeReport(browser: Browser, folder: string): Promise<void> {
  const words = [
    'run',
    '--defect',
    'keep-alive-202',
    '--version',
    '1.2',
    '--syntax',
    'xml',
    '--seed',
    '1',
    '--out',
    folder,
    '--quiet',
  ];
  const ended = spawnSync(process.execPath, ['dist/src/cli/main.js', ...words], { cwd: root, stdio: 'ignore' });
  if (ended.status !== 1) throw new Error(`the run with a defect ended with exit code ${ended.status}, not with 1`);
  const page = await opened(browser, pathToFileURL(join(folder, 'index.html')).href);
  await take(page, 'report');
  await page.close();
}

/** The workbench after a client logged in, with its last request opened. */
async function takeWorkbench(browser: Browser): Promise<void> {
  const password = 'alice-password';
  const workbench = await startWorkbench({
    server: {
      profile: serverProfile({ homeDomains: ['example.com'] }),
      accounts: [{ user: 'wv:alice@example.com', password }],
    },
    seeded: () => undefined,
    host: '127.0.0.1',
    port: 0,
  });
  const text = await html(sampleResults(), { kind: 'workbench', reference: referenceOf([]) });
  const control = await startControl({ workbench, port: 0, page: async () => text });
  const account = { userId: 'wv:alice@example.com', password };
  const client = createClient({ url: workbench.url, version: '1.2', syntax: 'wbxml', ...account });
  await client.open({ method: 'four-way' });
  await client.request('KeepAlive-Request', {});
  await client.close();
  const page = await opened(browser, control.address);
  await page.locator('.log tbody button').first().click();
  await page.waitForSelector('#opened');
  await take(page, 'workbench');
  await page.close();
  await control.close();
  await workbench.close();
}

mkdirSync(pictures, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), 'impsc-pictures-'));
const browser = await launch();
try {
  await takeReport(browser, folder);
  await takeWorkbench(browser);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
