import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { catalogue, openCatalogue } from '../catalogue.ts';
import { CatalogueError } from '../files.ts';
import { lintCatalogue } from './lint.ts';

const work = mkdtempSync(join(tmpdir(), 'catalogue-'));
const copy = join(work, 'scr-tables');

beforeEach(() => cpSync(catalogue.directory, copy, { recursive: true, force: true }));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** Changes one file of the copy and lints it. */
function lintWith(file: string, from: string, to: string): string[] {
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  expect(text, `${file} holds ${from}`).toContain(from);
  writeFileSync(path, text.replace(from, to));
  return lintCatalogue(openCatalogue(copy)).map((one) => `${one.rule} ${one.where}: ${one.message}`);
}

describe('lintCatalogue', () => {
  it('finds nothing in the catalogue of this package', () => {
    expect(lintCatalogue(catalogue)).toEqual([]);
  });

  it.each([
    [
      'a value outside the schema',
      'requirements/csp-log.json',
      '"level": "MUST"',
      '"level": "WILL"',
      'schema scr-tables/requirements/csp-log.json/requirements/0/level: must be one of ["MUST","SHOULD","MAY"]',
    ],
    [
      'an unknown property',
      'groups.json',
      '"kind": "mandatory"',
      '"kind": "mandatory", "sort": 1',
      "unknown property 'sort'",
    ],
    [
      'a published id that is gone',
      'frozen-1.0.txt',
      'CSP-LOG-001',
      'CSP-LOG-000\nCSP-LOG-001',
      'frozen-id CSP-LOG-000: was published with 1.0 and is gone',
    ],
    [
      'an id used twice',
      'requirements/csp-log.json',
      '"CSP-LOG-002"',
      '"CSP-LOG-001"',
      'unique-id CSP-LOG-001: stands twice',
    ],
    [
      'an id in the file of another area',
      'requirements/csp-log.json',
      '"area": "CSP-LOG"',
      '"area": "CSP-OUT"',
      'area CSP-LOG-001: stands in the file of area CSP-OUT',
    ],
    [
      'a requirement of an item that does not exist',
      'requirements/csp-log.json',
      '"item": "IMPS-CSP-S-LOGIN4"',
      '"item": "IMPS-CSP-S-LOGIN5"',
      ': names item IMPS-CSP-S-LOGIN5, which does not exist (nearest: IMPS-CSP-S-LOGIN',
    ],
    [
      'an area whose path lies within that of another',
      'areas.json',
      '"csp/access/login"',
      '"csp/access/logout/in"',
      "area CSP-LOG: its path csp/access/logout/in lies within CSP-OUT's",
    ],
    [
      'an unknown source',
      'requirements/csp-log.json',
      '"sources": ["',
      '"sources": ["rumour", "',
      "source tag 'rumour' is not in sources.json",
    ],
    [
      'an unknown primitive',
      'requirements/csp-log.json',
      '"Login-Request"',
      '"Logon-Request"',
      "primitive 'Logon-Request' does not exist",
    ],
    [
      'an unknown adapter',
      'adapters.json',
      '"id": "clock"',
      '"id": "sundial"',
      "adapter 'clock' is not in adapters.json",
    ],
    [
      'an unknown result code',
      'requirements/csp-log.json',
      '"statusCode": 409',
      '"statusCode": 499',
      'result code 499 is not known',
    ],
    [
      'a code that is preferred and alternative',
      'requirements/csp-log.json',
      '"statusCode": 409',
      '"statusCode": 409, "altStatusCodes": [409]',
      'status-code CSP-LOG-007: 409 stands among the accepted codes beside itself',
    ],
    [
      'an expression that cannot be read',
      'items/csp-server.json',
      '"requires": "IMPS-CSP-S-SRCH"',
      '"requires": "IMPS-CSP-S-SRCH)"',
      "')' without '(' before it",
    ],
    [
      'a name in an expression that does not exist',
      'items/csp-server.json',
      '"requires": "IMPS-CSP-S-SRCH"',
      '"requires": "IMPS-CSP-S-SRHC"',
      'names IMPS-CSP-S-SRHC, which does not exist',
    ],
    [
      'NOT in what an item requires',
      'items/csp-server.json',
      '"requires": "IMPS-CSP-S-SRCH"',
      '"requires": "NOT IMPS-CSP-S-SRCH"',
      'NOT cannot stand here',
    ],
    [
      'items that require each other',
      'items/csp-server.json',
      '"requires": "IMPS-CSP-S-LOGIN"',
      '"requires": "IMPS-CSP-S-LOGIN4"',
      'circle IMPS-CSP-S-LOGIN4: requires itself',
    ],
    [
      'a group that does not fit the status',
      'items/csp-server.json',
      '"group": "MSF"',
      '"group": "OSF"',
      'by its 1.3 status M it should be in MSF',
    ],
    [
      'versions that do not fit the status',
      'items/csp-server.json',
      '"1.1": "M", "1.2": "M", "1.3": "M"',
      '"1.1": "NA", "1.2": "M", "1.3": "M"',
      'but a status other than NA in 1.2, 1.3',
    ],
    [
      'a primitive without an item',
      'items/csp-server.json',
      '"Extended-Request", ',
      '',
      'coverage Extended-Request: no item has this primitive',
    ],
    ['a citation of nothing', 'requirements/csp-src.json', '"As CSP-SRC-014', '"As CSP-SRC-914', 'CSP-SRC-914'],
    [
      'an ERDEF row that cannot be read',
      'erdef-1.3.json',
      '"normalised": "CSP-1.3:OSF AND OMA-ERDEF-IMPS-S-001"',
      '"normalised": "CSP-1.3:OSF OMA-ERDEF-IMPS-S-001"',
      'expression OMA-ERDEF-IMPS-S-002',
    ],
  ])('reports %s', (_, file, from, to, says) => {
    const found = lintWith(file, from, to);
    expect(found.join('\n')).toContain(says);
    expect(found.length).toBeGreaterThan(0);
  });

  it('stops with the path where a file is missing or broken', () => {
    rmSync(join(copy, 'groups.json'));
    expect(() => openCatalogue(copy).groups).toThrow(CatalogueError);
    writeFileSync(join(copy, 'groups.json'), '{');
    expect(() => openCatalogue(copy).groups).toThrow(/groups\.json is not JSON/);
  });
});
