import { describe, expect, it } from 'vitest';
import { createPatiences, type Patience } from './patience.ts';

const FULL = 10_000;

/** Waits for a message that never comes. Returns the milliseconds it took. */
function inVain(patience: Patience, what: string): number {
  const bound = patience.bound(what, FULL);
  patience.ended(what, { came: false, ms: bound, bound, full: FULL });
  return bound;
}
function met(patience: Patience, what: string, ms: number): void {
  patience.ended(what, { came: true, ms, bound: FULL, full: FULL });
}

describe('patience', () => {
  it('waits in full twice for the same, and then only as long as anything took so far, many times over', () => {
    const shortened: string[] = [];
    const patience = createPatiences().at('presence', false, (what, bound) => shortened.push(`${what} ${bound}`));
    expect([1, 2, 3, 4].map(() => inVain(patience, 'PresenceNotification-Request'))).toEqual([FULL, FULL, 500, 500]);
    met(patience, 'NewMessage', 120);
    expect(inVain(patience, 'PresenceNotification-Request')).toBe(1_200);
    expect(inVain(patience, 'NewMessage')).toBe(FULL);
    expect(shortened[0]).toBe('PresenceNotification-Request 500');
  });

  it('spends at most a tenth on a server that never sends anything', () => {
    const patiences = createPatiences();
    const areas = ['presence', 'groups', 'messages', 'invitation'].map((area) => patiences.at(area, false, () => {}));
    for (let i = 0; i < 10; i++) for (const area of areas) met(area, 'NewMessage', 30);
    let spent = 0;
    let waits = 0;
    for (let round = 0; round < 20; round++) {
      for (const area of areas) {
        spent += inVain(area, 'PresenceNotification-Request');
        waits++;
      }
    }
    expect(spent).toBeLessThanOrEqual((waits * FULL) / 10);
  });

  it('spends at most a tenth on a server from which nothing comes at all', () => {
    const patiences = createPatiences();
    const areas = Array.from({ length: 15 }, (_, i) => patiences.at(`area ${i}`, false, () => {}));
    const names = ['PresenceNotification-Request', 'NewMessage', 'InviteUser-Request', 'DeliveryReport-Request'];
    let spent = 0;
    let waits = 0;
    for (const [i, area] of areas.entries()) {
      for (let round = 0; round < 8; round++, waits++) spent += inVain(area, names[(i + (round >> 2)) % 4] ?? '');
    }
    expect(spent).toBeLessThanOrEqual((waits * FULL) / 10);
  });

  it('leaves room for a few polls where answers take their time', () => {
    const patience = createPatiences().at('presence', false, () => {});
    patience.answered(300);
    expect([1, 2, 3].map(() => inVain(patience, 'NewMessage'))).toEqual([FULL, FULL, 1_500]);
  });

  it('gives all the time there is to what came late once', () => {
    const patiences = createPatiences();
    const patience = patiences.at('presence', false, () => {});
    for (let i = 0; i < 3; i++) inVain(patience, 'NewMessage');
    patience.arrived('NewMessage');
    expect(patience.bound('NewMessage', FULL)).toBe(FULL);
    expect(patiences.at('groups', false, () => {}).bound('NewMessage', FULL)).toBe(FULL);
  });

  it('is short from the beginning where nothing depends on it, once it is known what is slow', () => {
    const patiences = createPatiences();
    const patience = patiences.at('presence', true, () => {});
    expect(patience.bound('NewMessage', FULL)).toBe(FULL);
    for (let i = 0; i < 10; i++) met(patience, 'NewMessage', 20);
    expect(patience.bound('NewMessage', FULL)).toBe(2_000);
    met(patience, 'NewMessage', 800);
    expect(patience.bound('NewMessage', FULL)).toBe(8_000);
  });
});

describe('a wait for something that once came late', () => {
  it('is in full, until ten in a row ran out', () => {
    const notes: string[] = [];
    const at = createPatiences().at('features/a.feature', false, (what) => notes.push(what));
    const inVain = () => {
      const bound = at.bound('NewMessage', 10_000);
      at.ended('NewMessage', { came: false, ms: bound, bound, full: 10_000 });
      return bound;
    };
    while (inVain() === 10_000);
    at.arrived('NewMessage');
    expect(at.bound('NewMessage', 10_000)).toBe(10_000);
    at.ended('NewMessage', { came: true, ms: 700, bound: 10_000, full: 10_000 });
    const bounds = Array.from({ length: 11 }, inVain);
    expect(bounds.slice(0, 10).every((bound) => bound === 10_000)).toBe(true);
    expect(bounds[10]).toBe(7_000);
    expect(notes).toEqual(['NewMessage', 'NewMessage']);
  });
});
