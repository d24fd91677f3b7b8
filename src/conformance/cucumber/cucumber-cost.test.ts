import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');

interface Compared {
  readonly texts: number;
  readonly matched: number;
  readonly withGroups: number;
  readonly differing: readonly string[];
  readonly idAfterWaiting: number;
}

/** In a process of its own, which loads the step definitions as a run does, and in which nobody else tracks promises. */
function compare(): Promise<Compared> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, ['--import', 'tsx', 'fixtures/cucumber/compare.ts'], { cwd: ROOT }, (error, out, err) =>
      error === null ? resolve(JSON.parse(out) as Compared) : reject(new Error(err)),
    );
  });
}

describe('Cucumber with its cost taken off', () => {
  let compared: Compared;
  beforeAll(async () => {
    compared = await compare();
  }, 60_000);

  it('finds the same step definitions and the same arguments for every step text there is', () => {
    expect(compared.differing).toEqual([]);
    expect(compared.matched).toBe(compared.texts);
    expect(compared.withGroups).toBeGreaterThan(1_000);
  });

  it('leaves promises untracked while a step runs', () => {
    expect(compared.idAfterWaiting).toBe(0);
  });
});
