// biome-ignore-all lint/performance/useDomNodeTextContent: what is seen counts, not what the document holds
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { writeHtml } from '../../report/html/html.ts';
import { referenceOf } from '../../report/reference/index.ts';
import { launch, type Watched, watched } from '../../testing/explorer/chromium.ts';
import { sampleResults } from '../../testing/report/sample.ts';

let browser: Browser;
let folder: string;
let address: string;
const open: Watched[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imps-report-'));
  const file = join(folder, 'index.html');
  const results = sampleResults();
  const requirements = results.requirements.map((r) =>
    r.id === 'CSP-KA-001' ? { ...r, statement: '<img src=x onerror="document.title=1"> stays text.' } : r,
  );
  await writeHtml({ ...results, requirements }, file, { reference: referenceOf([]) });
  address = pathToFileURL(file).href;
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

/** No test may leave an error, a word on the console or a request behind. */
afterEach(async () => {
  const complaints = open.flatMap((one) => one.complaints);
  for (const { page } of open.splice(0)) await page.close();
  expect(complaints).toEqual([]);
});

async function report(hash = '', options: { width?: number; dark?: boolean } = {}): Promise<Page> {
  const one = await watched(browser, options);
  open.push(one);
  await one.page.goto(address + hash);
  await one.page.waitForSelector('main h1');
  return one.page;
}

const MESSAGE = '#/message/CSP-IMS-011%2F1.3-wbxml%2F0/14';
const XML_MESSAGE = '#/message/CSP-IMS-011%2F1.3-xml%2F0/14';

describe('the overview', () => {
  it('answers in a sentence and derives it down to the octet', async () => {
    const page = await report();
    expect(await page.locator('h1').innerText()).toBe(
      'Conformant to IMPS 1.2 and 1.3 as server: no, because one mandatory item and one claimed option are not met.',
    );
    expect(await page.locator('.line > li .name .id').allInnerTexts()).toEqual([
      'OMA-ERDEF-IMPS-S-016',
      'OMA-ERDEF-IMPS-S-017',
      'OMA-ERDEF-IMPS-S-001',
      'CSP-1.3:MSF',
      'IMPS-CSP-S-GROUPMSG',
      'CSP-IMS-011',
    ]);
    await page.locator('.line .why a').click();
    await page.waitForSelector('.insp');
    expect(await page.locator('h1').innerText()).toBe('NewMessage: 1 finding');
  });

  it('has a mark for every item with its name and word in the label', async () => {
    const page = await report();
    const cells = await page.locator('.map .cells .c').count();
    const folded = await page.locator('.map .unclaimed').allInnerTexts();
    expect(folded.length).toBeGreaterThan(0);
    expect(cells + folded.reduce((n, text) => n + Number.parseInt(text, 10), 0)).toBe(149);
    const label = await page.locator('.map .c:has(.v-fail)').last().getAttribute('aria-label');
    expect(label).toBe('IMPS-CSP-S-GROUPMSG · Messages to groups and to screen names · mandatory · fail');
  });

  it('is walked with the arrow keys, one tab stop a row', async () => {
    const page = await report();
    const focused = () => page.evaluate<string>('document.activeElement.getAttribute("aria-label")');
    expect(await page.locator('.map .c[tabindex="0"]').count()).toBe(await page.locator('.map .cells').count());
    await page.locator('.map .c').first().focus();
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toMatch(/^IMPS-CSP-S-SESSION/);
    expect(await page.locator('.map + .read').innerText()).toMatch(/^IMPS-CSP-S-SESSION/);
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toMatch(/^IMPS-CSP-S-SGMNT/);
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=Segmentation of long primitives');
  });

  it('shows text of the run as text', async () => {
    const page = await report('#/requirement/CSP-KA-001');
    expect(await page.locator('h1').innerText()).toContain('<img src=x onerror=');
    expect(await page.locator('main img').count()).toBe(0);
  });
});

describe('from item to octet', () => {
  it('leads from the item to the requirement to the message and back', async () => {
    const page = await report('#/item/IMPS-CSP-S-GROUPMSG');
    expect(await page.locator('h1').innerText()).toBe('Messages to groups and to screen names: fail');
    await page.locator('a', { hasText: 'CSP-IMS-011' }).click();
    await page.waitForSelector('.tt .key');
    expect(await page.locator('.versus').innerText()).toContain('Observed, message 14 at octet 0089');
    expect(await page.locator('.gh .is-fail').innerText()).toContain('the sender bob sees is Wicked Vicky in harbour');
    expect(await page.locator('.tt .key').innerText()).toContain('decides');
    await page.locator('.tt .key td.pr a').click();
    await page.waitForSelector('.insp');
    await page.goBack();
    await page.waitForSelector('.tt .key');
    await page.goBack();
    await page.waitForSelector('text=Messages to groups and to screen names');
  });

  it('shows the checks of every configuration', async () => {
    const page = await report('#/requirement/CSP-IMS-011');
    expect(await page.locator('.checks tr').count()).toBe(3);
    await page.locator('.checks a', { hasText: '1.2-xml' }).click();
    await page.waitForSelector('.checks tr.on:has-text("1.2-xml")');
    expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('1.2-xml');
    await page.locator('.tt .key td.pr a').click();
    await page.waitForSelector('.insp');
    expect(await page.locator('.facts').innerText()).toContain('application/vnd.wv.csp.xml');
  });

  it('says why something stays open, with the message that never came', async () => {
    const page = await report('#/requirement/CSP-OFF-001');
    expect(await page.locator('.say').innerText()).toBe(
      'No NewMessage for bob after his login within 5 s (IXIT timers.message).',
    );
    await page.waitForSelector('.tt .lost');
    expect(await page.locator('.tt .lost').innerText()).toContain('no answer within 5000 ms');
  });

  it('folds set-up and clean-up and unfolds them', async () => {
    const page = await report('#/scenario/CSP-IMS-011%2F1.3-xml%2F0');
    await page.waitForSelector('.tt');
    const before = await page.locator('.tt td.pr').count();
    await page.locator('.tt .fold button').click();
    expect(await page.locator('.tt td.pr').count()).toBeGreaterThan(before);
    expect(await page.locator('.tt .fold').count()).toBe(0);
  });
});

describe('an address', () => {
  it('names scenario and configuration, so that it means the same in another run', async () => {
    const page = await report('#/requirement/CSP-IMS-011/1.2-xml');
    await page.waitForSelector('.checks tr.on:has-text("1.2-xml")');
    await page.waitForSelector('.tt td.pr a');
    const message = await page.locator('.tt td.pr a').first().getAttribute('href');
    expect(message).toMatch(/^#\/message\/csp\/.+\.feature:\d+\/1\.2-xml(\/\d+){1,2}$/);
    const scenario = await report((message ?? '').replace('message', 'scenario').replace(/\/\d+$/, ''));
    await scenario.waitForSelector('.tt td.pr a');
    expect(await scenario.locator('.facts').innerText()).toContain('1.2-xml');
  });
});

describe('a message', () => {
  it('covers every octet of WBXML once and links it to its element both ways', async () => {
    const page = await report(MESSAGE);
    const cells = page.locator('.hexes [data-at]');
    expect(await page.locator('.facts').innerText()).toContain(`${await cells.count()} octets`);
    expect((await cells.first().innerText()) + (await cells.nth(1).innerText())).toBe('0312');
    expect(await page.locator('.hexes b.bad').count()).toBe(27);
    const user = page.locator('.dis tr.bad', { hasText: 'UserID' });
    await user.hover();
    expect(await page.locator('.hexes b.hot').count()).toBeGreaterThan(20);
    await page.locator('.hexes b').nth(4).hover();
    expect(await page.locator('.dis tr.hot .el').innerText()).toBe('WV-CSP-Message');
    expect(await page.locator('.insp .read').innerText()).toContain('0004');
  });

  it('says under the element what is wrong with it', async () => {
    const page = await report(MESSAGE);
    const said = page.locator('.dis tr.say-it');
    expect(await said.innerText()).toContain('Decides CSP-IMS-011');
    const before = said.locator('xpath=preceding-sibling::tr[1]');
    expect(await before.innerText()).toContain('UserID');
  });

  it('is walked by octet with the arrow keys', async () => {
    const page = await report(MESSAGE);
    await page.locator('.hexes').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    expect(await page.locator('.hexes b.at').getAttribute('data-at')).toBe('16');
    await page.locator('.walk').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await page.locator('.dis tr.hot').count()).toBe(1);
  });

  it('shows XML as received, with namespaces, linked to the tree', async () => {
    const page = await report(XML_MESSAGE);
    const root = page.locator('.dis tr', { hasText: 'WV-CSP-Message' });
    expect(await root.innerText()).toContain('xmlns …/IMPS-CSP1.3');
    expect(await page.locator('pre.linked').innerText()).toContain('<?xml version="1.0" encoding="UTF-8"?>');
    await page.locator('pre.linked .k-str', { hasText: 'wv:alice@imps.example' }).hover();
    expect(await page.locator('.dis tr.hot .el').innerText()).toBe('UserID');
  });

  it('changes its form by tabs, with the keyboard too', async () => {
    const page = await report(MESSAGE);
    await page.locator('[role=tab]').first().focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('[role=tabpanel] pre').innerText()).toContain('<SName>Johnnie</SName>');
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('[role=tabpanel] pre').innerText()).toMatch(/^HTTP\/1\.1 200 OK\nContent-Type:/);
  });
});

describe('presence attributes', () => {
  const PRESENCE = '#/message/CSP-PRE-025%2F1.3-wbxml%2F0/4';

  it('have their meaning at hand in a message, and lead to their pages', async () => {
    const page = await report(PRESENCE);
    expect(await page.locator('.dis a.attr.el').allInnerTexts()).toEqual(['StatusText', 'StatusMood']);
    expect(await page.locator('.dis a.attr.el').last().getAttribute('title')).toMatch(/^Mood of the user\. HAPPY, SAD/);
    const legend = page.locator('.insp .facts');
    expect(await legend.innerText()).toContain('Free text about what the user is doing.');
    await page.locator('.dis a.attr.el', { hasText: 'StatusMood' }).click();
    await page.waitForSelector('h1:has-text("StatusMood")');
    expect(await page.locator('main').innerText()).toContain('and whatever stands there is to be ignored');
    expect(await page.locator('.t a.id').allInnerTexts()).toContain('CSP-PAT-002');
  });

  it('are explained beside the requirement that names them', async () => {
    const page = await report('#/requirement/CSP-PAT-003');
    expect(await page.locator('h1 a.attr').allInnerTexts()).toEqual(['OnlineStatus', 'Registration']);
    expect(await page.locator('.side').first().innerText()).toContain('Whether the client is logged in to the server.');
  });
});

describe('the reference', () => {
  it('shows a primitive with content model, example and requirements, and leads on to its elements', async () => {
    const page = await report('#/primitive/NewMessage');
    await page.waitForSelector('.model');
    const row = page.locator('.model tr', { hasText: 'ContentName' });
    expect(await row.locator('td').allInnerTexts()).toEqual(['–', '–', '0..1', 'string', '9 / 14', 'new in 1.3']);
    await page.waitForSelector('h2:has-text("Example: NewMessage")');
    expect(await page.locator('.dis').innerText()).toContain('MessageInfo');
    await page.locator('.model a', { hasText: 'ContentEncoding' }).click();
    await page.waitForSelector('h1:has-text("ContentEncoding")');
    expect(await page.locator('#values ~ table, h2#values + table').innerText()).toContain('07, written 80 07');
  });

  it('is reached from a statement, a message, a source and the search', async () => {
    const page = await report('#/requirement/CSP-IMS-011');
    await page.locator('.sources a', { hasText: 'wv023-ex' }).click();
    await page.waitForSelector('.kick:has-text("Source")');
    await page.keyboard.press('/');
    await page.keyboard.type('531');
    await page.waitForSelector('.hits li:has-text("531")');
    await page.locator('.hits a', { hasText: '531' }).first().click();
    await page.waitForSelector('h1:has-text("531 Unknown user")');
    const message = await report(MESSAGE);
    await message.locator('.kick a', { hasText: /^NewMessage$/ }).click();
    await message.waitForSelector('h1:has-text("NewMessage")');
  });

  it('lists defects by area, open points and terms, narrowed by words', async () => {
    const page = await report('#/reference/open-points');
    await page.waitForSelector('tbody tr');
    const all = await page.locator('tbody tr').count();
    await page.fill('.narrow input', 'identifiers of the single');
    expect(await page.locator('tbody tr').count()).toBeLessThan(all);
    await page.locator('tbody a').first().click();
    await page.waitForSelector('.kick:has-text("Open point")');
    const missing = await report('#/code/999');
    await missing.waitForSelector('h1:has-text("No status code 999")');
  });
});

describe('the list of requirements', () => {
  it('is filtered by verdict, with the keyboard too, without losing the place', async () => {
    const page = await report('#/requirements');
    expect(await page.locator('.fold-area').count()).toBeGreaterThan(5);
    expect(await page.locator('.fold-area tbody tr').count()).toBe(0);
    await page.locator('.fold-area summary').first().click();
    expect(await page.locator('.fold-area tbody tr').count()).toBeGreaterThan(10);
    await page.locator('[role=tab]').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForSelector('[role=tab][aria-selected=true]:has-text("pass ")');
    await page.keyboard.press('ArrowRight');
    await page.waitForSelector('[role=tab][aria-selected=true]:has-text("fail 2")');
    expect(await page.locator('.fold-area tbody tr').count()).toBe(2);
    expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('fail 2');
  });

  it('is narrowed by its properties, which stand in the address', async () => {
    const page = await report('#/requirements/fail');
    await page.locator('.narrow select').first().selectOption('CSP-IMS');
    await page.waitForSelector('[role=tab][aria-selected=true]:has-text("fail 1")');
    expect(await page.evaluate<string>('location.hash')).toBe('#/requirements/fail/area=CSP-IMS');
    const narrowed = await report('#/requirements/all/area=CSP-IMS/level=MUST');
    expect(await narrowed.locator('.narrow select').nth(1).inputValue()).toBe('MUST');
    const ids = await narrowed.locator('.fold-area tbody td:first-child').allInnerTexts();
    expect(ids.length).toBeGreaterThan(3);
    expect(ids.every((id) => id.startsWith('CSP-IMS-'))).toBe(true);
  });
});

describe('search', () => {
  it('opens with a slash, finds, and opens what is chosen', async () => {
    const page = await report('#/items');
    await page.keyboard.press('/');
    await page.keyboard.type('screen name');
    await page.waitForSelector('.hits li');
    expect(await page.locator('.hits li.on').count()).toBe(1);
    const second = await page.locator('.hits li .id').nth(1).innerText();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForSelector(`.where >> text=${second}`);
  });

  it('goes back with Esc to where one was', async () => {
    const page = await report('#/item/IMPS-CSP-S-GROUPMSG');
    await page.keyboard.press('/');
    await page.keyboard.type('screan');
    await page.waitForSelector('text=Nearest: screen');
    await page.keyboard.press('Escape');
    await page.waitForSelector('h1:has-text("Messages to groups")');
    expect(await page.locator('.find input').inputValue()).toBe('');
  });
});

describe('everywhere', () => {
  const pages = [
    '#/',
    '#/items',
    '#/item/IMPS-CSP-S-GROUPMSG',
    '#/requirements',
    '#/requirement/CSP-IMS-011',
    '#/scenarios',
    '#/scenario/CSP-IMS-011%2F1.3-wbxml%2F0',
    MESSAGE,
    XML_MESSAGE,
    '#/message/CSP-PRE-025%2F1.3-xml%2F0/4',
    '#/attributes',
    '#/attribute/ClientInfo',
    '#/definition',
    '#/reference',
    '#/reference/glossary',
    '#/primitive/NewMessage',
    '#/element/Recipient',
    '#/search/screen%20name',
    '#/elsewhere',
  ];

  it.each([360, 768, 1440, 2560])('fits a screen of %i px without scrolling sideways', async (width) => {
    const page = await report('', { width });
    for (const hash of pages) {
      await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
      await page.waitForTimeout(150);
      const over = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      expect(over, `${hash} at ${width} px`).toBeLessThanOrEqual(0);
    }
  });

  it('follows the system in light and dark until the button says otherwise', async () => {
    const page = await report('', { dark: true });
    const ground = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    expect(await ground()).toBe('rgb(21, 24, 27)');
    await page.locator('button.tool').click();
    expect(await ground()).toBe('rgb(251, 249, 245)');
    await page.reload();
    await page.waitForSelector('h1');
    expect(await ground()).toBe('rgb(251, 249, 245)');
  });

  it('starts with a skip link that leads to the content', async () => {
    const page = await report();
    await page.keyboard.press('Tab');
    expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('main');
    expect(page.url()).toBe(address);
  });

  it('prints in light colours without the tools', async () => {
    const page = await report('', { dark: true });
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.find').isVisible()).toBe(false);
    expect(await page.evaluate<string>('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
  });

  it('gives every page one first heading and every table heads', async () => {
    const page = await report();
    for (const hash of pages) {
      await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
      await page.waitForTimeout(100);
      expect(await page.locator('h1').count(), hash).toBe(1);
      const bare = await page.evaluate<number>(
        '[...document.querySelectorAll("table")].filter((t) => t.querySelector("th") === null).length',
      );
      expect(bare, hash).toBe(0);
    }
  });
});
