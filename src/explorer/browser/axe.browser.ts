/** WCAG 2.2 AA, as far as a program can tell, in every view of the report and in the workbench, light and dark. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { html, writeHtml } from '../../report/html/html.ts';
import { referenceOf } from '../../report/reference/index.ts';
import { serverProfile } from '../../server/profile.ts';
import { launch } from '../../testing/explorer/chromium.ts';
import { sampleResults } from '../../testing/report/sample.ts';
import { startControl } from '../../workbench/control.ts';
import { startWorkbench } from '../../workbench/workbench.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Every view, and every kind of entry of the reference. */
const VIEWS = [
  '#/',
  '#/items',
  '#/item/IMPS-CSP-S-GROUPMSG',
  '#/requirements',
  '#/requirements/fail',
  '#/requirement/CSP-IMS-011/1.2-xml',
  '#/scenarios',
  '#/scenario/CSP-IMS-011%2F1.3-wbxml%2F0',
  '#/message/CSP-IMS-011%2F1.3-wbxml%2F0/14',
  '#/message/CSP-IMS-011%2F1.3-xml%2F0/14',
  '#/configurations',
  '#/difference/1',
  '#/definition',
  '#/attributes',
  '#/attribute/ClientInfo',
  '#/reference',
  '#/reference/glossary',
  '#/reference/open-points',
  '#/primitive/NewMessage',
  '#/element/Recipient',
  '#/code/531',
  '#/source/wv023-ex',
  '#/search/screen%20name',
  '#/elsewhere',
];

let browser: Browser;
let folder: string;
let address: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imps-axe-'));
  const file = join(folder, 'index.html');
  await writeHtml(sampleResults(), file, { reference: referenceOf([]) });
  address = pathToFileURL(file).href;
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The findings of axe: rule, and the elements that break it. Dark pages are the light ones in other colours. */
async function findings(page: Page, scheme: 'light' | 'dark'): Promise<string[]> {
  return page.evaluate<string[]>(`axe.run(document, {
    runOnly: ${JSON.stringify(scheme === 'light' ? RULES : { type: 'rule', values: ['color-contrast'] })},
    resultTypes: ['violations'],
  }).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.html.slice(0, 160) + node.failureSummary)))`);
}

/** A page whose policy lets a script be put in from outside. */
async function opened(at: string, scheme: 'light' | 'dark'): Promise<Page> {
  const page = await browser.newPage({ colorScheme: scheme, bypassCSP: true });
  page.setDefaultTimeout(20_000);
  await page.goto(at);
  await page.waitForSelector('main h1');
  await page.addScriptTag({ content: axe.source });
  return page;
}

describe.each(['light', 'dark'] as const)('in %s colours', (scheme) => {
  it('axe finds nothing in any view of a report', async () => {
    const page = await opened(address, scheme);
    for (const hash of VIEWS) {
      await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
      await page.waitForFunction(
        `!document.querySelector('main p.muted.lead-in') && document.querySelector('main h1')`,
      );
      await page.waitForTimeout(60);
      expect.soft(await findings(page, scheme), hash).toEqual([]);
    }
    await page.close();
  }, 120_000);

  it('axe finds nothing in the workbench', async () => {
    const workbench = await startWorkbench({
      server: {
        profile: serverProfile({ homeDomains: ['example.com'] }),
        accounts: [{ user: 'wv:alice@example.com', password: 'alice-password' }],
      },
      seeded: () => undefined,
      host: '127.0.0.1',
      port: 0,
    });
    const text = await html(sampleResults(), { kind: 'workbench', reference: referenceOf([]) });
    const control = await startControl({ workbench, port: 0, page: async () => text });
    const page = await opened(control.address, scheme);
    await fetch(workbench.url, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'hello' });
    await page.locator('.log tbody button').first().click();
    await page.waitForSelector('#opened');
    await page.locator('button:has-text("Compose")').click();
    await page.waitForSelector('#bench ~ .insp');
    const found = await findings(page, scheme);
    await page.close();
    await control.close();
    await workbench.close();
    expect(found).toEqual([]);
  }, 60_000);
});
