import type { Socket } from 'node:net';
import { beforeEach, describe, expect, it } from 'vitest';
import { TurnWriter, writeTogether } from './octets-out.ts';

/** The writes that left, in order: the name of the socket and the text of each. */
let left: (readonly [name: string, text: string])[] = [];

function socket(name: string): Socket {
  const write = (octets: string | Uint8Array) => left.push([name, Buffer.from(octets).toString('latin1')]);
  return { destroyed: false, write, cork() {}, uncork() {} } as unknown as Socket;
}

const bytes = (text: string) => Buffer.from(text, 'latin1');
const endOfTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('octets out', () => {
  beforeEach(() => {
    left = [];
  });

  it('a head and a small body are one write, octets above 127 kept', () => {
    writeTogether(socket('a'), 'head\xe9', bytes('body'));
    expect(left).toEqual([['a', 'head\xe9body']]);
  });

  it('answers leave when the turn ends, each socket with one write, in the order they were first written to', async () => {
    const [a, b] = [new TurnWriter(socket('a')), new TurnWriter(socket('b'))];
    a.write('a1', bytes('!'));
    b.write('b1', bytes('?'));
    a.write('a2', bytes('!'));
    expect(left).toEqual([]);
    await endOfTurn();
    expect(left).toEqual([
      ['a', 'a1!a2!'],
      ['b', 'b1?'],
    ]);
  });

  it('what is flushed earlier is not written again, and what follows leaves with the next turn', async () => {
    const a = new TurnWriter(socket('a'));
    a.write('1', bytes(''));
    a.flush();
    expect(left).toEqual([['a', '1']]);
    await endOfTurn();
    a.write('2', bytes(''));
    await endOfTurn();
    expect(left).toEqual([
      ['a', '1'],
      ['a', '2'],
    ]);
  });

  it('much is not held back, and does not overtake', () => {
    const a = new TurnWriter(socket('a'));
    a.write('small', bytes('1'));
    a.write('large', Buffer.alloc(40_000, 'x'));
    expect(left.map(([, text]) => text.slice(0, 6)).slice(0, 2)).toEqual(['small1', 'large']);
    expect(left.map(([, text]) => text.length).reduce((sum, length) => sum + length)).toBe(6 + 5 + 40_000);
  });

  it('nothing is written to a socket that was destroyed meanwhile', async () => {
    const gone = socket('a');
    const a = new TurnWriter(gone);
    a.write('1', bytes(''));
    Object.assign(gone, { destroyed: true });
    await endOfTurn();
    expect(left).toEqual([]);
  });
});
