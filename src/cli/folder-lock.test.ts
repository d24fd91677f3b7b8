import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LOCK, takeFolder } from './folder-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'impsc-lock-'));
const file = join(folder, LOCK);
/** No process has it: the largest number of Linux is 4,194,304. */
const NOBODY = 2_000_000_000;

describe('a folder of results', () => {
  it('is taken by one run at a time, and given back', () => {
    const giveBack = takeFolder(folder);
    expect(() => takeFolder(folder)).toThrow(`another run (process ${process.pid} on ${hostname()}) writes`);
    giveBack();
    expect(existsSync(file)).toBe(false);
    takeFolder(folder)();
  });

  it.each([[`${NOBODY} ${hostname()}\n`], [''], ['12'], ['no mark at all\n']])(
    'is taken over from a run that was killed: %j',
    (mark) => {
      writeFileSync(file, mark);
      const giveBack = takeFolder(folder);
      expect(readFileSync(file, 'utf8')).toBe(`${process.pid} ${hostname()}\n`);
      giveBack();
    },
  );

  it('is not taken over from another machine', () => {
    writeFileSync(file, `${NOBODY} elsewhere\n`);
    expect(() => takeFolder(folder)).toThrow('process 2000000000 on elsewhere');
  });
});
