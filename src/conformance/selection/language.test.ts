import { describe, expect, it } from 'vitest';
import { catalogue } from '../catalogue/catalogue.ts';
import { select } from './language.ts';
import { requirementWords } from './words.ts';

function ids(text: string): string[] {
  const result = select(text, requirementWords(catalogue));
  if (!result.ok) throw new Error(`${text}: ${result.problem.at}: ${result.problem.message}`);
  return [...result.ids].sort();
}
function problem(text: string): string {
  const result = select(text, requirementWords(catalogue));
  if (result.ok) throw new Error(`'${text}' selects ${result.ids.size}`);
  return `${result.problem.at}: ${result.problem.message}`;
}
function where(test: (one: (typeof catalogue.requirements)[number]) => boolean): string[] {
  return catalogue.requirements
    .filter(test)
    .map((one) => one.id)
    .sort();
}

describe('select', () => {
  it('takes ids, in any case, listed with commas or blanks', () => {
    expect(ids('CSP-LOG-001')).toEqual(['CSP-LOG-001']);
    expect(ids('csp-log-001,CSP-OUT-001 CSP-KA-001')).toEqual(['CSP-KA-001', 'CSP-LOG-001', 'CSP-OUT-001']);
  });

  it('takes patterns over requirements and items', () => {
    expect(ids('CSP-LOG-*')).toEqual(where((one) => one.area === 'CSP-LOG'));
    expect(ids('IMPS-XMLS-S-*')).toEqual(where((one) => one.item.startsWith('IMPS-XMLS-S-')));
    expect(ids('CSP-LOG-00?')).toHaveLength(where((one) => /^CSP-LOG-00\d$/.test(one.id)).length);
  });

  it('takes areas by their whole name, by a word of it, and by protocol', () => {
    expect(ids('CSP-LOG')).toEqual(ids('LOG'));
    expect(ids('CIR')).toEqual(where((one) => one.area.startsWith('TRN-CIR-')));
    expect(ids('PRE')).toEqual(where((one) => one.area === 'CSP-PRE' || one.area === 'SSP-PRE'));
    expect(ids('ssp')).toEqual(where((one) => one.area.startsWith('SSP-')));
  });

  it('takes items, tables, ERDEF rows and levels', () => {
    expect(ids('IMPS-CSP-S-LOGIN')).toEqual([...(catalogue.item('IMPS-CSP-S-LOGIN')?.requirements ?? [])].sort());
    expect(ids('csp-wbxml')).toEqual(where((one) => catalogue.item(one.item)?.table === 'csp-wbxml'));
    expect(ids('OMA-ERDEF-IMPS-S-005')).toEqual(where((one) => one.item.startsWith('IMPS-XMLS-S-')));
    expect(ids('must')).toEqual(where((one) => one.level === 'MUST'));
    expect(ids('all')).toHaveLength(catalogue.requirements.length);
  });

  it('takes keys with values, quoted or as patterns', () => {
    expect(ids('confidence:high')).toEqual(where((one) => one.confidence === 'high'));
    expect(ids('transaction:"Service negotiation"')).toEqual(ids('transaction:service?negotiation'));
    expect(ids('primitive:Login-Request')).toContain('CSP-LOG-001');
    expect(ids('code:531').length).toBeGreaterThan(10);
    expect(ids('version:1.1 and SSP')).toEqual([]);
    expect(ids('ambiguity:AMB-027').length).toBeGreaterThan(0);
    expect(ids('area:LOG')).toEqual(ids('LOG'));
  });

  it('combines with and, or, not and parentheses; and binds closer', () => {
    const both = ids('LOG, OUT and confidence:high');
    expect(both).toEqual([...ids('LOG'), ...ids('OUT and confidence:high')].sort());
    expect(ids('(LOG, OUT) and confidence:high')).toEqual(
      where((one) => (one.area === 'CSP-LOG' || one.area === 'CSP-OUT') && one.confidence === 'high'),
    );
    expect(ids('LOG and not CSP-LOG-001')).not.toContain('CSP-LOG-001');
    expect(ids('not not LOG')).toEqual(ids('LOG'));
    expect(ids('not (all)')).toEqual([]);
    expect(ids('LOG or OUT')).toEqual(ids('LOG OUT'));
  });

  it.each([
    ['CSP-LGO-001', "0: 'CSP-LGO-001' is no requirement, area, item or table (did you mean CSP-LOG-001"],
    ['LOG, IMPS-CSP-S-LOGN', "5: 'IMPS-CSP-S-LOGN' is no requirement"],
    ['CSP-LGO-*', "0: 'CSP-LGO-*' matches no requirement and no item (did you mean CSP-LOG"],
    [
      'confidence:hihg',
      "0: no requirement has confidence 'hihg'; confidence is one of high, medium, low (did you mean high",
    ],
    ['confidnce:high', "0: 'confidnce' is no key; keys are id, area"],
    ['LOG not OUT', "4: 'not' beside a word would add everything else; write 'and not'"],
    ['(LOG', "0: '(' is never closed"],
    ['LOG)', "3: ')' without anything it belongs to"],
    ['LOG and', '7: the selection ends where an id'],
    ['', '0: the selection ends where an id'],
    ['LOG,,OUT', "4: ',' stands where an id"],
    ['"LOG"', "0: '\"' cannot stand here"],
  ])('explains what is wrong with %j', (text, says) => {
    expect(problem(text)).toContain(says);
  });
});
