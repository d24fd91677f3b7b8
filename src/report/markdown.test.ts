import { describe, expect, it } from 'vitest';
import { sampleResults } from '../testing/report/sample.ts';
import { markdown } from './markdown.ts';

const results = sampleResults({ configurations: ['1.3-wbxml', '1.2-xml'] });
const text = markdown(results);

describe('Markdown', () => {
  it('opens with the answer', () => {
    expect(text.split('\n')[0]).toBe(
      '# Conformant to IMPS 1.2 and 1.3 as server: **no**, because one mandatory item and one claimed option are not met.',
    );
    expect(text).toContain('Exit code 1, not conformant.');
  });

  it('has tables whose rows have as many cells as their heads', () => {
    const rows = text.split('\n').filter((line) => line.startsWith('|'));
    const widths = rows.map((row) => row.split(/(?<!\\)\|/).length);
    expect(new Set(widths)).toEqual(new Set([11, 7]));
    expect(text).toMatch(/\| \*\*All\*\* \| \*\*\d+\*\* \|/);
  });

  it('shows a failure with expected, observed and place, once for all configurations', () => {
    expect(text.match(/^- \*\*CSP-IMS-011\*\*/gm)).toHaveLength(1);
    expect(text).toContain('in `1.3-wbxml`, `1.2-xml`');
    expect(text).toMatch(/Decided by message \d+, NewMessage to bob, octet 00/);
  });

  it('says why something stays open and what is not covered', () => {
    expect(text).toContain('Cause: no NewMessage for bob after his login within 5 s (IXIT timers.message)');
    expect(text).toContain('- **CSP-KA-005**');
    expect(text).toContain('| OMA-ERDEF-IMPS-S-016 | IMPS server | M | **no** |');
  });

  it('takes nothing from the wire for markup', () => {
    const requirements = results.requirements.map((r) => ({
      ...r,
      checks: r.checks.map((c) => ({ ...c, notes: ['<img src=x> [a](b) | *c*'], observed: '```\n# not a title' })),
    }));
    const odd = markdown({ ...results, requirements });
    expect(odd).not.toMatch(/^# not a title/m);
    expect(odd).toContain('\\<img src=x\\> \\[a\\](b) \\| \\*c\\*');
    expect(odd).toContain('  ````text\n  ```\n  # not a title\n  ````');
  });
});
