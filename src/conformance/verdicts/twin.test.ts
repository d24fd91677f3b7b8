import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../transport/types.ts';
import type { Signal } from './scenario-outcome.ts';
import { succeededBefore } from './twin.ts';

const CSP = 'http://www.openmobilealliance.org/DTD/WV-CSP1.2';
const TRC = 'http://www.openmobilealliance.org/DTD/WV-TRC1.2';
const ALIVE = '<KeepAlive-Response><Result><Code>200</Code></Result></KeepAlive-Response>';
const FAILED = '<Status><Result><Code>500</Code></Result></Status>';

function message(content: string, mode: string): Uint8Array {
  return new TextEncoder().encode(
    `<WV-CSP-Message xmlns="${CSP}"><Session><SessionDescriptor><SessionType>Inband</SessionType><SessionID>S</SessionID>` +
      `</SessionDescriptor><Transaction><TransactionDescriptor><TransactionMode>${mode}</TransactionMode><TransactionID>c` +
      `</TransactionID></TransactionDescriptor><TransactionContent xmlns="${TRC}">${content}</TransactionContent>` +
      '</Transaction></Session></WV-CSP-Message>',
  );
}

/** A request with its answer; without one, HTTP 417. */
type Said = readonly [party: string, ask: string, came?: string];

function exchanges(said: readonly Said[]): Exchange[] {
  const headers = [['Content-Type', 'application/vnd.wv.csp.xml']] as const;
  return said.map(([party, ask, came], i) => ({
    number: i + 1,
    party,
    bearer: 'http',
    request: { method: 'POST', url: 'http://x/', headers, body: message(`<${ask}/>`, 'Request') },
    response: {
      status: came === undefined ? 417 : 200,
      reason: '',
      headers,
      body: came === undefined ? new Uint8Array() : message(came, 'Response'),
    },
    failure: undefined,
    sentAt: i,
    answeredAt: i + 0.5,
    connection: undefined,
  }));
}

/** True if the last of these requests, the failed one, had a twin. */
function twin(...said: readonly Said[]): boolean {
  const all = exchanges(said);
  const signal = { verdict: 'fail', place: { exchange: all.length, side: 'response' } } as Signal;
  return succeededBefore({ signal, exchanges: all });
}

describe('the twin of a request that failed', () => {
  it('is an earlier request of the same party with the same primitive that succeeded', () => {
    expect(twin(['A', 'KeepAlive-Request', ALIVE], ['A', 'KeepAlive-Request'])).toBe(true);
    expect(twin(['A', 'KeepAlive-Request', ALIVE], ['A', 'KeepAlive-Request', FAILED])).toBe(true);
  });

  it('is none of another party, another primitive, or without success', () => {
    expect(twin(['B', 'KeepAlive-Request', ALIVE], ['A', 'KeepAlive-Request'])).toBe(false);
    expect(twin(['A', 'Polling-Request', ALIVE], ['A', 'KeepAlive-Request'])).toBe(false);
    expect(twin(['A', 'KeepAlive-Request', FAILED], ['A', 'KeepAlive-Request'])).toBe(false);
    expect(twin(['A', 'KeepAlive-Request'], ['A', 'KeepAlive-Request'])).toBe(false);
    expect(succeededBefore({ signal: undefined, exchanges: [] })).toBe(false);
  });
});
