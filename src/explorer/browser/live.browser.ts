// biome-ignore-all lint/performance/useDomNodeTextContent: what is seen counts, not what the document holds
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunListener } from '../../conformance/events.ts';
import { html } from '../../report/html/html.ts';
import type { RunResults } from '../../results/results.ts';
import { launch } from '../../testing/explorer/chromium.ts';
import { sampleResults } from '../../testing/report/sample.ts';
import type { LiveRequest } from '../page/data/live.ts';
import { type Explorer, startExplorer } from '../server/server.ts';

describe('a live page', () => {
  let browser: Browser;
  let explorer: Explorer;
  const asked: LiveRequest[] = [];
  let listener: RunListener = {};
  let signal = new AbortController().signal;
  let finish: (results: RunResults) => void = () => {};

  beforeAll(async () => {
    browser = await launch();
    explorer = await startExplorer({
      host: '127.0.0.1',
      port: 0,
      choices: {
        target: 'the sample',
        versions: ['1.2', '1.3'],
        syntaxes: ['xml', 'wbxml'],
        defects: [{ id: 'keep-alive-202', title: 'answers with 202', requirements: ['CSP-KA-001', 'CSP-KA-002'] }],
      },
      first: sampleResults(),
      page: (results) => html(results),
      run: (request, told, stopped) =>
        new Promise((done) => {
          asked.push(request);
          [listener, signal, finish] = [told, stopped, done];
        }),
    });
  });

  afterAll(async () => {
    finish(sampleResults());
    await explorer?.close();
    await browser?.close();
  });

  it('begins a run with what was chosen, shows how far it is, and then its results', async () => {
    const page = await browser.newPage();
    await page.goto(explorer.url);
    await page.waitForSelector('h2:has-text("Run against the sample")');
    await page.fill('input[list=defects]', 'keep-alive-202');
    await page.waitForSelector('text=The server answers with 202.');
    await page.locator('form.narrow select').first().selectOption('1.3');
    await page.locator('form.narrow button').click();
    await page.waitForSelector('text=Getting ready');
    expect(asked).toEqual([
      { select: 'CSP-KA-001 or CSP-KA-002', defect: 'keep-alive-202', versions: ['1.3'], syntaxes: undefined },
    ]);
    listener.runStarted?.({ scenarios: 4 } as never, sampleResults);
    listener.scenarioFinished?.({
      index: 1,
      checks: [],
      transcript: {
        verdict: 'fail',
        scenario: 'features/csp/access/keep-alive.feature:6 It is kept alive',
        configuration: '1.3-xml',
        requirements: ['CSP-KA-001'],
      },
    } as never);
    await page.waitForSelector('text=1 of 4 scenarios, 1 failed');
    await page.waitForSelector('.find-list:has-text("It is kept alive, 1.3-xml") >> text=CSP-KA-001');
    const results = sampleResults();
    finish({ ...results, target: { ...results.target, name: 'measured just now' } });
    await page.waitForSelector('.kick:has-text("measured just now")');
    await page.close();
  });

  it('stops a run when asked', async () => {
    const page = await browser.newPage();
    await page.goto(explorer.url);
    await page.locator('form.narrow button').click();
    await page.locator('button:has-text("Stop")').click();
    await expect.poll(() => signal.aborted).toBe(true);
    listener.runAborted?.('stopped in the page');
    finish(sampleResults());
    await page.waitForSelector('[role=alert]:has-text("stopped in the page")');
    await page.close();
  });

  it('is a page like any other when it is a file', async () => {
    const page = await browser.newPage();
    await page.setContent(await html(sampleResults()));
    await page.waitForSelector('main h1');
    expect(await page.locator('form.narrow').count()).toBe(0);
    await page.close();
  });
});
