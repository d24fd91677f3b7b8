import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAssembler, cutPts, PtsError } from './index.ts';

const octets = (text: string) => new TextEncoder().encode(text);
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const at = (time = 0) => createAssembler({ now: () => time });

/** A message with so many letters in its one value. */
const long = (letters: number) => octets(`WV13UP5 SI=s UV=((ST,T,"${'ä '.repeat(letters / 2)}"))`);

describe('a message too large for one short message', () => {
  it('is cut after its preamble, which each part repeats with its letters', () => {
    const parts = cutPts(octets('WV13GL21 SI=abcdefghij UI=klmnopqrst'), 20).map(text);
    expect(parts).toEqual(['WV13GL21ac SI=abcdef', 'WV13GL21bc ghij UI=k', 'WV13GL21cc lmnopqrst']);
  });

  it('that fits stays whole', () => {
    expect(cutPts(octets('WV13GL1 SI=s'), 12).map(text)).toEqual(['WV13GL1 SI=s']);
  });

  it('has no form when 26 parts are too few, or there is no room for any text', () => {
    expect(() => cutPts(long(4_000))).toThrow(PtsError);
    expect(() => cutPts(octets('WV13GL21 SI=abcdefghij'), 11)).toThrow(PtsError);
    expect(cutPts(long(1_500))).toHaveLength(19);
  });

  it('becomes whole from parts in any order, some of them twice, beside others', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 450 }),
        fc.integer({ min: 40, max: 133 }),
        fc.infiniteStream(fc.nat()),
        (letters, room, random) => {
          const message = long(letters);
          const parts = cutPts(message, room);
          const order = [...parts, ...parts.slice(0, -1)]
            .map((part) => ({ part, place: random.next().value }))
            .toSorted((a, b) => a.place - b.place);
          const assembler = at();
          const whole = order.flatMap(({ part }) => {
            const other = assembler.add('another phone', part);
            const done = assembler.add('phone', part);
            expect(done.kind).toBe(other.kind);
            return done.kind === 'whole' ? [done.message] : [];
          });
          expect(whole.length).toBeGreaterThan(0);
          expect(whole.map(text)).toContain(text(message));
        },
      ),
    );
  });
});

describe('parts of messages', () => {
  const [first = octets(''), second = octets(''), ...others] = cutPts(long(200));

  it('are waited for', () => {
    const assembler = at();
    expect(assembler.add('phone', first)).toEqual({ kind: 'waiting', missing: 1 + others.length });
    expect(assembler.add('phone', first)).toEqual({ kind: 'waiting', missing: 1 + others.length });
    expect(assembler.open).toBe(1);
  });

  it('are forgotten when the rest does not come in time, with all their octets', () => {
    let now = 0;
    const assembler = createAssembler({ now: () => now, patience: 1_000 });
    assembler.add('phone', first);
    expect(assembler.octets).toBeGreaterThan(100);
    now = 1_000;
    expect(assembler.add('phone', second)).toEqual({ kind: 'waiting', missing: 1 + others.length });
    expect(assembler.open).toBe(1);
    now = 2_000;
    expect(assembler.add('phone', octets('WV13GL1 SI=s')).kind).toBe('whole');
    expect([assembler.open, assembler.octets]).toEqual([0, 0]);
  });

  it('of too many messages, or of too many octets, are refused', () => {
    const few = createAssembler({ now: () => 0, open: 2 });
    const answers = ['a', 'b', 'c', 'a'].map((sender) => few.add(sender, first).kind);
    expect(answers).toEqual(['waiting', 'waiting', 'refused', 'waiting']);
    const small = createAssembler({ now: () => 0, octets: 150 });
    expect(small.add('phone', first).kind).toBe('waiting');
    expect(small.add('phone', second)).toEqual({
      kind: 'refused',
      why: '150 octets of incomplete messages are kept at most',
    });
  });

  it('that tell another number of parts begin anew', () => {
    const assembler = at();
    assembler.add('phone', octets('WV13GL7ac SI='));
    expect(assembler.add('phone', octets('WV13GL7ab SI=')).kind).toBe('waiting');
    const done = assembler.add('phone', octets('WV13GL7bb s'));
    expect(done.kind === 'whole' ? text(done.message) : done).toBe('WV13GL7 SI=s');
    expect(assembler.octets).toBe(0);
  });

  it('that are no parts are refused with the reason', () => {
    expect(at().add('phone', octets('hello'))).toMatchObject({ kind: 'refused' });
    expect(at().add('phone', octets('WV13GL7cb x'))).toEqual({
      kind: 'refused',
      why: 'the letters of a part and of the last part expected, cb found',
    });
  });
});
