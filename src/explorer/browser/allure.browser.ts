/** The page that Allure makes of our result files: the consumer itself reads them, and shows the same numbers. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isJavaHere, makeAllurePage } from '../../cli/allure-program.ts';
import { allure } from '../../report/allure/allure.ts';
import type { RunResults } from '../../results/results.ts';
import { launch } from '../../testing/explorer/chromium.ts';
import { sampleResults } from '../../testing/report/sample.ts';

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

interface AllureCase {
  readonly uid: string;
  readonly name: string;
  readonly status: string;
  readonly testStage: { readonly steps: readonly { readonly attachments: readonly unknown[] }[] };
}

let browser: Browser;
let server: Server;
let folder: string;

/** Few requirements: the page is about their numbers. */
function results(): RunResults {
  const sample = sampleResults({ configurations: ['1.2-xml'] });
  const few = ['CSP-IMS-011', 'CSP-LOG-001', 'CSP-KA-001'];
  return { ...sample, requirements: sample.requirements.filter(({ id }) => few.includes(id)) };
}

/** Allure's page reads its data with requests, which no browser allows in files. */
function serve(root: string): Promise<Server> {
  const made = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://x').pathname).replace(/\/$/, '/index.html');
    try {
      response.setHeader('Content-Type', TYPES[extname(path)] ?? 'application/octet-stream');
      response.end(readFileSync(join(root, path)));
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve) => made.listen(0, '127.0.0.1', () => resolve(made)));
}

describe.runIf(isJavaHere())('the page of Allure', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'imps-allure-'));
    const from = join(folder, 'results');
    mkdirSync(from);
    for (const { name, content } of allure(results())) writeFileSync(join(from, name), content);
    makeAllurePage(from, join(folder, 'page'));
    server = await serve(join(folder, 'page'));
    browser = await launch();
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('counts our tests, and shows one with its steps and its conversation', async () => {
    const summary = JSON.parse(readFileSync(join(folder, 'page/widgets/summary.json'), 'utf8')) as {
      readonly statistic: Readonly<Record<string, number>>;
    };
    expect(summary.statistic).toMatchObject({ failed: 1, broken: 0, passed: 2, total: 3 });
    const cases = readdirSync(join(folder, 'page/data/test-cases')).map(
      (name) => JSON.parse(readFileSync(join(folder, 'page/data/test-cases', name), 'utf8')) as AllureCase,
    );
    const failed = cases.find(({ status }) => status === 'failed');
    expect(failed?.name).toMatch(/^CSP-IMS-011 /);
    const page = await browser.newPage();
    page.setDefaultTimeout(15_000);
    const { port } = server.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}/#testresult/${failed?.uid}`);
    await page.getByText('CSP-IMS-011', { exact: false }).first().waitFor();
    const shown = await page.locator('body').textContent();
    expect(shown).toMatch(/expected .*observed /s);
    expect(shown).toMatch(/features\/\S+\.feature:\d+/);
    expect(failed?.testStage.steps.flatMap(({ attachments }) => attachments).length).toBeGreaterThan(0);
    await page.close();
  });
});
