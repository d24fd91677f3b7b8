// biome-ignore-all lint/performance/useDomNodeTextContent: what is seen counts, not what the document holds
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunListener } from '../../conformance/events.ts';
import { html } from '../../report/html/html.ts';
import { referenceOf } from '../../report/reference/index.ts';
import type { Seeded } from '../../report/view/reference.ts';
import type { RunResults } from '../../results/results.ts';
import { launch } from '../../testing/explorer/chromium.ts';
import { sampleResults } from '../../testing/report/sample.ts';
import type { LiveRequest } from '../page/data/live.ts';
import { type Explorer, startExplorer } from '../server/server.ts';

const DEFECT: Seeded = {
  id: 'keep-alive-202',
  kind: 'defect',
  title: 'answers with 202',
  area: 'csp/access/keep-alive',
  requirements: ['CSP-KA-001', 'CSP-KA-002'],
  versions: undefined,
  syntaxes: undefined,
};
const VARIANT: Seeded = {
  ...DEFECT,
  id: 'no-greeting',
  kind: 'variant',
  title: 'greets nobody',
  area: '',
  requirements: [],
};

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
        seeded: true,
      },
      first: sampleResults(),
      page: (results) => html(results, { reference: referenceOf([DEFECT, VARIANT]) }),
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
    await page.goto(explorer.address);
    await page.waitForSelector('h2:has-text("Run against the sample")');
    await page.fill('.chooser input[type=search]', 'with 202');
    await page.locator('.choice', { hasText: 'keep-alive-202' }).click();
    await page.waitForSelector('text=The server answers with 202.');
    await page.locator('#main select').first().selectOption('1.3');
    await page.locator('.tool.go').click();
    await page.waitForSelector('text=Getting ready');
    expect(asked).toEqual([
      {
        select: 'CSP-KA-001 or CSP-KA-002',
        defect: 'keep-alive-202',
        versions: ['1.3'],
        syntaxes: undefined,
        variant: undefined,
      },
    ]);
    const before = sampleResults();
    const waiting = before.requirements.map((r) => ({ ...r, checks: [], verdict: 'not-selected' as const }));
    listener.runStarted?.({ scenarios: 4 } as never, () => ({ ...before, requirements: waiting, transcripts: [] }));
    await page.waitForSelector('.map');
    const places = () =>
      page.locator('.map tr').evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().top));
    const still = await places();
    listener.scenarioFinished?.({
      index: 1,
      checks: [{ requirement: 'CSP-KA-001', check: { verdict: 'fail', notes: [], configuration: '1.3-xml' } }],
      transcript: {
        ...before.transcripts.find(({ requirements }) => requirements.includes('CSP-KA-001')),
        key: 'CSP-KA-001/1.3-xml/0',
        entries: [],
        steps: [],
        findings: [],
        verdict: 'fail',
        scenario: 'features/csp/access/keep-alive.feature:6 It is kept alive',
        configuration: '1.3-xml',
        requirements: ['CSP-KA-001'],
      },
    } as never);
    await page.waitForSelector('text=1 of 4 scenarios, 1 failed');
    await page.waitForSelector('.find-list:has-text("It is kept alive, 1.3-xml") >> text=CSP-KA-001');
    await page.waitForSelector('.map .c:has(.v-fail)[aria-label*=KEEPALIVE]');
    expect(await places()).toEqual(still);
    const results = sampleResults();
    finish({ ...results, target: { ...results.target, name: 'measured just now' } });
    await page.waitForSelector('.kick:has-text("measured just now")');
    expect(await page.evaluate<number>('performance.getEntriesByType("navigation").length')).toBe(1);
    await page.waitForSelector('button:has-text("Run again what failed")');
    await page.close();
  });

  it('stops a run when asked', async () => {
    const page = await browser.newPage();
    await page.goto(explorer.address);
    await page.locator('.tool.go').click();
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
    expect(await page.locator('.tool.go').count()).toBe(0);
    await page.close();
  });
});
