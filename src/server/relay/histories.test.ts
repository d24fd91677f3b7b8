/** A failure names its seed; IMPS_SEED=n replays from that one on. All of 2,000: IMPS_EFFORT=34. */
import { expect, it } from 'vitest';
import { effort } from '../../testing/effort.ts';
import { relayHistory } from '../../testing/server/relay-histories.ts';

const HISTORIES = effort(60);
const FIRST = Number(process.env.IMPS_SEED ?? 1);

it('random histories of three domains lose nothing, repeat nothing, and leave every server serving', async () => {
  for (let seed = FIRST; seed < FIRST + HISTORIES; seed++) {
    const failure = await relayHistory(seed).catch((error: unknown) => error);
    expect(failure, `IMPS_SEED=${seed}`).toBeUndefined();
  }
}, 600_000);
