import { XMLParser } from 'fast-xml-parser';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import type { CheckResult, RunResults } from '../conformance/results.ts';
import { junit } from './junit.ts';
import { sampleResults } from './sample.ts';

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
const property = (one: Parsed, name: string) =>
  one.children.find((c) => c.name === 'properties')?.children.find((p) => p.attributes.name === name)?.attributes.value;
const of = (suites: Parsed, id: string, configuration: string) =>
  cases(suites).find((c) => property(c, 'requirement') === id && property(c, 'configuration') === configuration);

const results = sampleResults({ configurations: ['1.3-wbxml', '1.2-xml'] });
const suites = parse(junit(results));

function withCheck(id: string, change: Partial<CheckResult>): RunResults {
  const requirements = results.requirements.map((r) =>
    r.id === id ? { ...r, checks: r.checks.map((c) => ({ ...c, ...change })) } : r,
  );
  return { ...results, requirements };
}

describe('JUnit', () => {
  it('has one test case per check and per requirement without a scenario', () => {
    const checks = results.requirements.reduce((n, r) => n + r.checks.length, 0);
    const uncovered = results.requirements.filter((r) => r.verdict === 'not-covered').length;
    expect(cases(suites)).toHaveLength(checks + uncovered);
    expect(suites.attributes).toMatchObject({
      tests: String(checks + uncovered),
      failures: '3',
      skipped: String(uncovered),
    });
  });

  it('has suites per section and configuration whose counts add up', () => {
    expect(suites.children.map((s) => s.attributes.name)).toContain('Messaging and access lists / 1.3-wbxml');
    for (const key of ['tests', 'failures', 'errors', 'skipped'] as const) {
      const sum = suites.children.reduce((n, s) => n + Number(s.attributes[key]), 0);
      expect(sum).toBe(Number(suites.attributes[key]));
    }
  });

  it('says of a failure what was expected, observed and where', () => {
    const one = of(suites, 'CSP-IMS-011', '1.3-wbxml');
    expect(property(one ?? suites, 'item')).toBe('IMPS-CSP-S-GROUPMSG');
    expect(property(one ?? suites, 'level')).toBe('MUST');
    const failure = one?.children.find((c) => c.name === 'failure');
    expect(failure?.attributes.type).toBe('fail');
    expect(failure?.attributes.message).toContain('observed User UserID wv:alice@imps.example');
    expect(failure?.text).toMatch(/decided by: message \d+, NewMessage to bob, octet 00[0-9A-F]{2}/);
  });

  it('makes an inconclusive check an error with its cause', () => {
    const error = of(suites, 'CSP-OFF-001', '1.3-wbxml')?.children.find((c) => c.name === 'error');
    expect(error?.attributes).toEqual({
      type: 'inconclusive',
      message: 'no NewMessage for bob after his login within 5 s (IXIT timers.message)',
    });
  });

  it('lists what is not covered as skipped and leaves out what does not apply', () => {
    const skipped = cases(suites).filter((c) => c.children.some((child) => child.name === 'skipped'));
    expect(skipped.map((c) => property(c, 'requirement'))).toEqual(
      expect.arrayContaining(results.requirements.filter((r) => r.verdict === 'not-covered').map((r) => r.id)),
    );
    const listed = new Set(cases(suites).map((c) => property(c, 'requirement')));
    expect(results.requirements.filter((r) => r.verdict === 'not-applicable').some((r) => listed.has(r.id))).toBe(
      false,
    );
  });

  it('does not fail for a requirement that is only observed', () => {
    const low = results.requirements.find((r) => r.weight === 'informative' && r.checks.length > 0);
    const again = parse(junit(withCheck(low?.id ?? '', { verdict: 'fail', expected: 'a', observed: 'b' })));
    const one = of(again, low?.id ?? '', '1.3-wbxml');
    expect(one?.children.map((c) => c.name)).toEqual(['properties', 'system-out']);
    expect(property(one ?? again, 'observed')).toBe('deviates, not judged');
    expect(again.attributes.failures).toBe(suites.attributes.failures);
  });

  it('stays XML whatever came over the wire', () => {
    const observed = 'a\u0000\u001b[2J<b attr="x">&amp;]]>\ud800\uffff\u{1f600}\r\nnext';
    const xml = junit(withCheck('CSP-IMS-011', { observed }));
    const failure = of(parse(xml), 'CSP-IMS-011', '1.2-xml')?.children.find((c) => c.name === 'failure');
    expect(failure?.text).toContain('observed: a␀␛[2J<b attr="x">&amp;]]>\ufffd\ufffd\u{1f600}\r\nnext');
    expect(() => new XMLParser({ ignoreAttributes: false }).parse(xml)).not.toThrow();
  });
});
