import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sspElements } from '../../protocol/elements/ssp/index.ts';
import { readSsp } from '../../protocol/ssp/read.ts';
import { writeSsp } from '../../protocol/ssp/write.ts';
import { DialectError, defaultDialect, loadDialect } from './dialects.ts';

const folder = mkdtempSync(join(tmpdir(), 'dialect-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;

function file(change: (dialect: Record<string, unknown>) => unknown): string {
  const path = join(folder, `${++files}.json`);
  const own = JSON.parse(
    readFileSync(new URL('../../../scr-tables/dialects/ssp-default.json', import.meta.url), 'utf8'),
  );
  writeFileSync(path, JSON.stringify(change(own)));
  return path;
}

describe('a dialect file', () => {
  it('names every element whose name nobody has seen, and no other', () => {
    const guessed = Object.entries(sspElements).filter(([, definition]) => !definition.attested);
    expect(Object.keys(defaultDialect().elements).sort()).toEqual(guessed.map(([name]) => name).sort());
  });

  it('changes what is written and read, without code', () => {
    const other = loadDialect(
      file((own) => ({
        ...own,
        name: 'other',
        elements: { ...(own.elements as object), LogoutRequest: 'SessionEnd' },
      })),
    );
    const transaction = { mode: 'Request', transactionID: '1', LogoutRequest: {} } as const;
    const document = {
      version: '1.3',
      content: { Session: { sessionID: '1@a.example', Transaction: [transaction] } },
    } as const;
    const octets = writeSsp(document as never, other);
    expect(new TextDecoder().decode(octets)).toContain('<SessionEnd/>');
    expect(readSsp(octets, other).document).toEqual(document);
    expect(readSsp(octets, defaultDialect()).valid).toBe(false);
  });

  it('that is not as the schema says is refused, naming each place', () => {
    const path = file((own) => ({ ...own, sessionHalf: { value: 'both', confidence: 'sure' }, colour: 'red' }));
    expect(() => loadDialect(path)).toThrow(DialectError);
    expect(() => loadDialect(path)).toThrow(/sessionHalf\/value.*sessionHalf\/confidence/s);
  });

  it('that is not there is an error that names it', () => {
    expect(() => loadDialect(join(folder, 'none.json'))).toThrow(/none\.json/);
  });
});
