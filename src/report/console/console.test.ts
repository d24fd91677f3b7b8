import { describe, expect, it } from 'vitest';
import { sampleResults } from '../../testing/report/sample.ts';
import { consoleLines } from './console.ts';

const results = sampleResults({ configurations: ['1.3-wbxml', '1.2-xml'] });
const plain = { color: false, columns: 100 };
const lines = consoleLines(results, plain);
const text = lines.join('\n');

describe('the report on a terminal', () => {
  it('ends with the answer and the exit code', () => {
    expect(text).toContain(
      'Conformant to IMPS 1.2 and 1.3 as server: no, because one mandatory item and one claimed option are\nnot met.',
    );
    const end = lines.indexOf('Exit code 1, not conformant.');
    expect(end).toBeGreaterThan(0);
    expect(lines[end + 1]).toMatch(/^Noted, not judged: /);
  });

  it('shows expected, observed, the statement and the deciding octets marked', () => {
    const from = lines.findIndex((line) => line.includes('■ fail  CSP-IMS-011'));
    const block = lines.slice(from, lines.indexOf('', from)).join('\n');
    expect(block).toContain("A group message sent under the sender's screen name shows that name and not the UserID.");
    expect(block).toMatch(/expected {4}Group\n {16}ScreenName/);
    expect(block).toContain('observed    User');
    expect(block).toMatch(/decided by {2}message \d+, NewMessage to bob, octet 00/);
    const marked = block.split('\n').filter((line) => /^ +[\^ ]+$/.test(line));
    // User and UserID in WBXML: two tags, STR_I, 21 octets of text, its end, two END tokens.
    expect(marked.join('').match(/\^\^/g)).toHaveLength(2 + 1 + 21 + 1 + 2);
  });

  it('shows the line of XML where the wire carried XML', () => {
    const xml = sampleResults({ configurations: ['1.3-xml'] });
    expect(consoleLines(xml, plain).join('\n')).toMatch(/\d+ {2}<User>\n +\^{6}/);
  });

  it('names the wait behind an inconclusive check and the root of its dependants', () => {
    expect(text).toContain('no NewMessage for bob after his login within 5 s (IXIT timers.message)');
    expect(text).toContain('decided by CSP-OFF-001');
  });

  it('keeps within the width of the terminal', () => {
    for (const columns of [60, 100]) {
      const narrow = consoleLines(results, { color: false, columns });
      const table = narrow.findIndex((line) => line.startsWith('Requirements'));
      const all = [...narrow.slice(0, table), ...narrow.slice(narrow.indexOf('', table))];
      // A line that is to be copied is not broken.
      const rest = all.filter((line) => !line.startsWith('  again '));
      expect(Math.max(...rest.map((line) => line.length))).toBeLessThanOrEqual(columns);
    }
  });

  it('writes no escape sequence without colour, not even one from the wire', () => {
    const requirements = results.requirements.map((r) => ({
      ...r,
      checks: r.checks.map((c) => ({ ...c, observed: c.observed === undefined ? undefined : 'x\u001b[2Jy' })),
    }));
    const out = consoleLines({ ...results, requirements }, plain).join('\n');
    expect(out).not.toContain('\u001b');
    expect(out).toContain('x␛[2Jy');
    expect(consoleLines(results, { color: true, columns: 100 }).join('\n')).toContain('\u001b[1;31m');
  });

  it('counts what it does not show', () => {
    expect(consoleLines(results, plain, { most: 1 }).join('\n')).toContain(
      'and 1 more requirement: 1 are shown here, all of them in results.json and index.html',
    );
  });
});
