import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../catalogue/catalogue.ts';
import { ConfigurationError } from '../problems.ts';
import { loadIut } from './load.ts';

const directory = join(import.meta.dirname, '../../../fixtures/ics');
const knownItems = new Set(catalogue.items.map((item) => item.id));

describe('the sample ICS/IXIT files', () => {
  it('are valid, but for the malformed one', () => {
    for (const file of readdirSync(directory).filter((f) => f !== 'malformed.yaml')) {
      expect(() => loadIut(join(directory, file), { knownItems })).not.toThrow();
    }
  });

  it('show all problems at once, each with its place', () => {
    let problems: readonly { line: number; column: number; key: string; message: string }[] = [];
    try {
      loadIut(join(directory, 'malformed.yaml'), { knownItems });
    } catch (error) {
      if (error instanceof ConfigurationError) problems = error.problems;
    }
    expect(problems.map((p) => `${p.line}:${p.column} ${p.key}: ${p.message.replace(/[;:] .*/, '')}`)).toEqual([
      '2:1 ics: the key "versions" is missing',
      '4:3 ics.version: unknown key (did you mean versions?)',
      '5:19 ics.syntaxes[1]: "sms" is none of xml, wbxml, pts (did you mean pts or xml?)',
      '7:12 ixit.address: "localhost:8080" does not fit',
      '9:3 ixit.accounts: the key "dave" is missing',
      '10:20 ixit.accounts.alice.user: "alice at example.com" does not fit',
      '11:5 ixit.accounts.bob: the key "password" is missing',
      '12:37 ixit.accounts.carol.password: 12345 is a number, expected string',
      '13:23 ixit.timers.response: -1 must be > 0',
      '13:27 ixit.timers.pole: unknown key (known here',
    ]);
  });
});
