import { XMLParser } from 'fast-xml-parser';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import type { CheckResult, RunResults } from '../results/results.ts';
import { sampleResults } from '../testing/report/sample.ts';
import { junit } from './junit.ts';

interface Parsed {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Parsed[];
  text: string;
}

/** Parses with the strict reader, which throws on anything that is not well-formed. */
function parse(xml: string): Parsed {
  const root: Parsed = { name: '', attributes: {}, children: [], text: '' };
  const stack = [root];
  const parser = new SaxesParser();
  parser.on('error', (e) => {
    throw e;
  });
  parser.on('opentag', (tag) => {
    const node = { name: tag.name, attributes: { ...tag.attributes }, children: [], text: '' };
    stack.at(-1)?.children.push(node);
    stack.push(node);
  });
  parser.on('text', (text) => {
    const top = stack.at(-1);
    if (top !== undefined) top.text += text;
  });
  parser.on('closetag', () => void stack.pop());
  parser.write(xml).close();
  const [first] = root.children;
  if (first === undefined) throw new Error('no root element');
  return first;
}

const cases = (suites: Parsed) => suites.children.flatMap((s) => s.children);
const of = (suites: Parsed, id: string, configuration: string) =>
  cases(suites).find((c) => c.attributes.name === id && c.attributes.classname?.startsWith(`${configuration}.`));
const child = (one: Parsed | undefined, name: string) => one?.children.find((c) => c.name === name);

const results = sampleResults({ configurations: ['1.3-wbxml', '1.2-xml'] });
const suites = parse(junit(results));

function withCheck(id: string, change: Partial<CheckResult>): RunResults {
  const requirements = results.requirements.map((r) =>
    r.id === id ? { ...r, checks: r.checks.map((c) => ({ ...c, ...change })) } : r,
  );
  return { ...results, requirements };
}

/** Attributes and children of each element in the strictest schema of a CI server, in our own words. */
const KNOWN: Readonly<
  Record<string, { readonly attributes: readonly string[]; readonly children: readonly string[] }>
> = {
  testsuites: { attributes: ['name', 'tests', 'failures', 'errors', 'time'], children: ['testsuite'] },
  testsuite: {
    attributes: ['name', 'tests', 'failures', 'errors', 'skipped', 'time', 'timestamp'],
    children: ['testcase'],
  },
  testcase: { attributes: ['classname', 'name', 'time'], children: ['skipped', 'failure', 'error', 'system-out'] },
  failure: { attributes: ['type', 'message'], children: [] },
  error: { attributes: ['type', 'message'], children: [] },
  skipped: { attributes: ['message'], children: [] },
  'system-out': { attributes: [], children: [] },
};

function violations(node: Parsed): string[] {
  const known = KNOWN[node.name];
  if (known === undefined) return [`unknown element ${node.name}`];
  return [
    ...Object.keys(node.attributes)
      .filter((name) => !known.attributes.includes(name))
      .map((name) => `${node.name} has ${name}`),
    ...node.children.filter((c) => !known.children.includes(c.name)).map((c) => `${node.name} holds ${c.name}`),
    ...node.children.flatMap(violations),
  ];
}

function red(xml: Parsed): number {
  return Number(xml.attributes.failures) + Number(xml.attributes.errors);
}

describe('JUnit', () => {
  it('has one test case for each requirement in each configuration, told apart by class and name', () => {
    const keys = cases(suites).map((c) => `${c.attributes.classname} ${c.attributes.name}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toContain('1.3-wbxml.IMPS-CSP-S-GROUPMSG CSP-IMS-011');
    const again = cases(parse(junit({ ...results, run: { ...results.run, seed: 99, durationMs: 1 } })));
    expect(again.map((c) => `${c.attributes.classname} ${c.attributes.name}`)).toEqual(keys);
  });

  it('is made of what schemas of CI servers know', () => {
    expect(violations(suites)).toEqual([]);
    for (const one of cases(suites)) {
      const outcomes = one.children.filter((c) => c.name !== 'system-out');
      expect(outcomes.length, one.attributes.name).toBeLessThan(2);
      expect(one.attributes.time).toMatch(/^\d+\.\d{3}$/);
    }
  });

  it('has suites per section and configuration whose counts add up', () => {
    expect(suites.children.map((s) => s.attributes.name)).toContain('Messaging and access lists / 1.3-wbxml');
    for (const key of ['tests', 'failures', 'errors'] as const) {
      const sum = suites.children.reduce((n, s) => n + Number(s.attributes[key]), 0);
      expect(sum).toBe(Number(suites.attributes[key]));
    }
    expect(Number(suites.attributes.tests)).toBe(cases(suites).length);
  });

  it('says of a failure what was expected, observed and where, and how to repeat it', () => {
    const failure = child(of(suites, 'CSP-IMS-011', '1.3-wbxml'), 'failure');
    expect(failure?.attributes.type).toBe('fail');
    expect(failure?.attributes.message).toContain('observed User UserID wv:alice@imps.example');
    expect(failure?.text).toMatch(/decided by: message \d+, NewMessage to bob, octet 00[0-9A-F]{2}/);
    expect(failure?.text).toMatch(/^features\/\S+\.feature:\d+: /m);
    expect(failure?.text).toContain('again: impsc run --select CSP-IMS-011 --version 1.3 --syntax wbxml --seed ');
  });

  it('makes an inconclusive requirement that counts an error with its cause', () => {
    expect(child(of(suites, 'CSP-OFF-001', '1.3-wbxml'), 'error')?.attributes).toEqual({
      type: 'inconclusive',
      message: 'no NewMessage for bob after his login within 5 s (IXIT timers.message)',
    });
  });

  it('skips what does not count, with the reason, and leaves out what does not apply', () => {
    const flawless = sampleResults({ flawless: true, configurations: ['1.2-xml'] });
    const green = (of: RunResults) => parse(junit({ ...of, run: { ...of.run, exitCode: 0 } }));
    expect(red(green(flawless))).toBe(0);
    const skipped = cases(green(flawless)).filter((c) => child(c, 'skipped') !== undefined);
    const names = skipped.map((c) => c.attributes.name);
    for (const r of flawless.requirements.filter((one) => one.verdict === 'not-covered')) expect(names).toContain(r.id);
    expect(
      skipped.every((c) =>
        /^(not covered|not tested|not judged|expected): ./.test(child(c, 'skipped')?.attributes.message ?? ''),
      ),
    ).toBe(true);
    const listed = new Set(cases(suites).map((c) => c.attributes.name));
    const absent = results.requirements.filter((r) => r.verdict === 'not-applicable');
    expect(absent.some((r) => listed.has(r.id))).toBe(false);
  });

  it('skips failures that the baseline expects, and says why they are expected', () => {
    const met = results.requirements
      .filter((r) => r.verdict === 'fail' || r.verdict === 'inconclusive')
      .map((r) => r.id);
    const reasons = { 'CSP-IMS-011': 'mended in the next release' };
    const expected = { ...results, expectation: { file: 'known.yaml', met, unexpected: [], stale: [], reasons } };
    const xml = parse(junit({ ...expected, run: { ...results.run, exitCode: 0 } }));
    expect(red(xml)).toBe(0);
    const message = child(of(xml, 'CSP-IMS-011', '1.2-xml'), 'skipped')?.attributes.message;
    expect(message).toBe('expected: mended in the next release');
  });

  it('is red where the exit code is not 0, whatever made it so', () => {
    const flawless = sampleResults({ flawless: true, configurations: ['1.2-xml'] });
    const run = {
      ...flawless.run,
      exitCode: 3,
      because: 'the run ended early: nobody answers',
      aborted: 'nobody answers',
    };
    expect(red(parse(junit({ ...flawless, run })))).toBe(1);
    const stale = { ...flawless.run, exitCode: 1, because: '1 stale entry in the baseline' };
    const last = cases(parse(junit({ ...flawless, run: stale }))).at(-1);
    expect(child(last, 'failure')?.attributes.message).toBe('1 stale entry in the baseline');
  });

  it('does not fail for a requirement that is only observed', () => {
    const low = results.requirements.find((r) => r.weight === 'informative' && r.checks.length > 0);
    const again = parse(junit(withCheck(low?.id ?? '', { verdict: 'fail', expected: 'a', observed: 'b' })));
    expect(of(again, low?.id ?? '', '1.3-wbxml')?.children.map((c) => c.name)).toEqual(['system-out']);
    expect(again.attributes.failures).toBe(suites.attributes.failures);
  });

  it('stays XML whatever came over the wire', () => {
    const observed = 'a\u0000\u001b[2J<b attr="x">&amp;]]>\ud800\uffff\u{1f600}\r\nnext\u202e';
    const xml = junit(withCheck('CSP-IMS-011', { observed }));
    const failure = child(of(parse(xml), 'CSP-IMS-011', '1.2-xml'), 'failure');
    expect(failure?.text).toContain('observed: a␀␛[2J<b attr="x">&amp;]]>\ufffd\ufffd\u{1f600} next\ufffd');
    expect(() => new XMLParser({ ignoreAttributes: false }).parse(xml)).not.toThrow();
  });
});
