import { describe, expect, it } from 'vitest';
import { type Answer, answer as makeAnswer } from '../../client/answers.ts';
import { type Primitive, primitive } from '../../protocol/messages/envelope.ts';
import { read } from '../../protocol/syntax/index.ts';
import type { Exchange } from '../../transport/types.ts';
import { createExpect, same } from './expect.ts';
import { ConformanceFailure } from './signals.ts';

const TEXT =
  '<WV-CSP-Message xmlns="http://www.openmobilealliance.org/DTD/WV-CSP1.2"><Session><SessionDescriptor><SessionType>Outband</SessionType></SessionDescriptor>' +
  '<Transaction><TransactionDescriptor><TransactionMode>Response</TransactionMode><TransactionID>1</TransactionID></TransactionDescriptor>' +
  '<TransactionContent xmlns="http://www.openmobilealliance.org/DTD/WV-TRC1.2"><Status><Result><Code>604</Code></Result></Status></TransactionContent></Transaction></Session></WV-CSP-Message>';

function answered(given: Primitive): Answer {
  const exchange = { number: 4 } as Exchange;
  const transaction = { mode: 'Response', id: '1', primitive: given } as const;
  const result = read(new TextEncoder().encode(TEXT), 'xml');
  const reply = {
    exchange,
    read: result,
    envelope: undefined,
    transactions: [transaction],
    initiated: [],
    empty: false,
  };
  return makeAnswer(primitive('KeepAlive-Request', {}), transaction, reply as unknown as Answer['reply']);
}
const status = (code: number) => answered(primitive('Status', { Result: { Code: code } }));

function failureOf(call: () => unknown): ConformanceFailure {
  try {
    call();
  } catch (error) {
    if (error instanceof ConformanceFailure) return error;
    throw error;
  }
  throw new Error('it held');
}

describe('expectations', () => {
  const notes: string[] = [];
  const that = createExpect((text) => notes.push(text));

  it('compare primitive and code in one notation, with the place of the code', () => {
    const failure = failureOf(() => that.primitive(status(604), 'KeepAlive-Response', 200));
    expect(failure).toMatchObject({ expected: 'KeepAlive-Response 200', observed: 'Status 604' });
    expect(failure.place).toMatchObject({
      exchange: 4,
      path: 'WV-CSP-Message/Session/Transaction/TransactionContent/Status/Result/Code',
    });
    const { start = 0, end = 0 } = failure.place?.span ?? {};
    expect(TEXT.slice(start, end)).toBe('<Code>604</Code>');
  });

  it('accept one of several codes, and note a tolerated one', () => {
    that.code(status(409), [401, 409]);
    that.refused(status(409), { preferred: [531], tolerated: [409] });
    expect(notes).toEqual(['answered Status 409; 531 is preferred']);
    expect(failureOf(() => that.refused(status(200), [402])).expected).toBe('a refusal with 402');
    expect(failureOf(() => that.code(status(500), { preferred: [531], tolerated: [409] })).expected).toBe(
      'code 531 or 409',
    );
  });

  it('take a response primitive without a Result for success', () => {
    const info = answered(primitive('GetSPInfo-Response', { Name: 'x' }));
    that.primitive(info, 'GetSPInfo-Response', 200);
    that.success(info);
    expect(failureOf(() => that.code(info, 402)).observed).toBe('GetSPInfo-Response');
  });

  it('compare values by content', () => {
    that.equal('list', { a: [1], b: undefined }, { a: [1] });
    expect(failureOf(() => that.equal('KeepAliveTime', 5, 600)).message).toBe(
      'expected KeepAliveTime 600, observed KeepAliveTime 5',
    );
    expect(same([1, 2], { 0: 1, 1: 2 })).toBe(false);
  });

  it('return what they found', () => {
    expect(that.present('Nonce', 'n')).toBe('n');
    expect(that.some('two', [1, 2], (n) => n === 2)).toBe(2);
    expect(failureOf(() => that.present('Nonce', undefined)).observed).toBe('no Nonce');
    expect(failureOf(() => that.some('three', [1, 2], (n) => n === 3)).observed).toBe('2 others: [1,2]');
    expect(failureOf(() => that.none('one', [1, 2], (n) => n === 1)).expected).toBe('no one');
    expect(failureOf(() => that.absent('Nonce', 'n')).observed).toBe('Nonce n');
  });
});
