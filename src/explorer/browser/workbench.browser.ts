// biome-ignore-all lint/performance/useDomNodeTextContent: what is seen counts, not what the document holds
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { html } from '../../report/html/html.ts';
import { referenceOf } from '../../report/reference/index.ts';
import { serverProfile } from '../../server/profile.ts';
import { launch } from '../../testing/explorer/chromium.ts';
import { sampleResults } from '../../testing/report/sample.ts';
import { type Control, startControl } from '../../workbench/control.ts';
import { startWorkbench, type Workbench } from '../../workbench/workbench.ts';

describe('the workbench', () => {
  let browser: Browser;
  let workbench: Workbench;
  let control: Control;
  let page: Page;

  beforeAll(async () => {
    browser = await launch();
    workbench = await startWorkbench({
      server: {
        profile: serverProfile({ homeDomains: ['example.com'] }),
        accounts: [{ user: 'wv:alice@example.com', password: 'alice-password' }],
      },
      seeded: () => undefined,
      host: '127.0.0.1',
      port: 0,
    });
    const first = await html(sampleResults(), { kind: 'workbench', reference: referenceOf([]) });
    control = await startControl({ workbench, port: 0, page: async () => first });
    page = await browser.newPage({ viewport: { width: 390, height: 900 } });
    await page.goto(control.address);
  });

  afterAll(async () => {
    await control?.close();
    await workbench?.close();
    await browser?.close();
  });

  it('waits for a client, and shows what one sends as it comes', async () => {
    await page.waitForSelector('h1:has-text("No client has spoken")');
    await fetch(workbench.url, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'hello' });
    await page.waitForSelector('.log:has-text("HTTP 415")');
    await page.locator('.log tbody button').first().click();
    await page.waitForSelector('#opened');
    await page.waitForSelector('text=TRN-HTTP-004');
    expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  });

  it.each(['xml', 'wbxml'])('composes a login, sends it in %s and shows the answer', async (syntax) => {
    await page.locator('#bench ~ .narrow select').nth(2).selectOption(syntax);
    await page.locator('button:has-text("Compose")').click();
    expect(await page.inputValue('textarea')).toContain('<UserID>wv:alice@example.com</UserID>');
    await page.locator('.tool.go').click();
    await page.waitForSelector('h2:has-text("Answer, HTTP 200") ~ section:has-text("Login-Response")');
    await page.waitForSelector(`.log:has-text("Login-Request")`);
  });

  it('says what is wrong with a message that was broken on purpose', async () => {
    await page.locator('#bench ~ .insp select').selectOption('ClientID');
    await page.locator('button:has-text("leave out")').click();
    await page.waitForSelector('#bench ~ .insp .say-it, #bench ~ .insp .dis');
    expect(await page.inputValue('textarea')).not.toContain('ClientID');
  });

  it('switches the wire at a click, and says so in the log', async () => {
    await page.locator('.board label:has-text("Leave out") input').fill('1');
    await page.keyboard.press('Tab');
    await page.waitForSelector('.log tr.you:has-text("leaveOut 1")');
    expect(workbench.state().switches.leaveOut).toBe(1);
  });
});
