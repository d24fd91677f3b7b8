import { describe, expect, it } from 'vitest';
import { createKeeping, idleBound } from './keeping.ts';

describe('keeping connections', () => {
  it('ends with the third answer that is lost', () => {
    const keeping = createKeeping();
    keeping.lost();
    keeping.lost();
    expect(keeping.keeps).toBe(true);
    keeping.lost();
    expect(keeping.keeps).toBe(false);
  });

  it('ends with a server that closes without a word; that is looked for once', () => {
    const keeping = createKeeping({ watch: true });
    expect([keeping.watch() > 0, keeping.watch()]).toEqual([true, 0]);
    keeping.closedUnasked();
    expect(keeping.keeps).toBe(false);
  });

  it('is bounded by half of what the server announces', () => {
    expect(idleBound([['Keep-Alive', 'timeout=1, max=100']])).toBe(500);
    expect(idleBound([['Keep-Alive', 'timeout=60']])).toBe(2_000);
    expect(idleBound([['Content-Type', 'x']])).toBe(2_000);
  });
});
