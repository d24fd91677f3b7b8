import { describe, expect, it } from 'vitest';
import { createTap } from '../tap.ts';
import { createCentre, type ShortMessage, SMS_DATA_PORT } from './centre.ts';
import { createSmsClient } from './client.ts';

const octets = (text: string) => new TextEncoder().encode(text);
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

const message = (data: string, to = '+2'): ShortMessage => ({
  from: '+1',
  to,
  sourcePort: SMS_DATA_PORT,
  destinationPort: SMS_DATA_PORT,
  data: octets(data),
});

describe('a short-message centre', () => {
  it('takes messages to their number, and counts what is for nobody', () => {
    const centre = createCentre();
    const came: string[] = [];
    const detach = centre.attach('+2', SMS_DATA_PORT, ({ data }) => came.push(text(data)));
    centre.send([message('one'), message('two', '+3')]);
    detach();
    centre.send([message('three')]);
    expect([came, centre.lost]).toEqual([['one'], 2]);
  });

  it('loses, doubles and turns messages of a number, and holds them all back', () => {
    const centre = createCentre();
    const came: string[] = [];
    centre.attach('+2', SMS_DATA_PORT, ({ data }) => came.push(text(data)));
    centre.disturb('+1', ([first, second]) => [second, second, first].filter((one) => one !== undefined));
    const release = centre.hold();
    centre.send([message('one'), message('two')]);
    expect(came).toEqual([]);
    release();
    expect(came).toEqual(['two', 'two', 'one']);
    centre.disturb('+1', () => []);
    centre.send([message('three')]);
    expect(came).toHaveLength(3);
  });
});

describe('a client over short messages', () => {
  function setUp(answer: (request: string) => readonly string[]) {
    const centre = createCentre();
    centre.attach('+2', SMS_DATA_PORT, ({ data }) => {
      centre.send(answer(text(data)).map((one) => ({ ...message(one, '+1'), from: '+2' })));
    });
    const tap = createTap();
    const client = createSmsClient({ tap, centre, number: '+1', server: '+2', response: 20 });
    const post = (body: string) =>
      client.exchange({ method: 'POST', url: 'sms:+2', headers: [], body: octets(body) }, { party: 'alice' });
    return { client, post };
  }

  it('gets the answer under the number of its request, and at a poll what the server began', async () => {
    const { post } = setUp((request) =>
      request.startsWith('WV13GL5') ? ['WV13PN5 SI=s', 'WV13LG5ab SI=s CL=o', 'WV13LG5bb ne'] : [],
    );
    expect(text((await post('WV13GL5 SI=s')).response?.body ?? octets(''))).toBe('WV13LG5 SI=s CL=one');
    expect(text((await post('WV13PO0 SI=s')).response?.body ?? octets(''))).toBe('WV13PN5 SI=s');
    expect((await post('WV13PO0 SI=s')).response?.body).toHaveLength(0);
    expect((await post('WV13ST5 SI=s ST=200')).response?.body).toHaveLength(0);
  });

  it('says which wait ran out when no whole answer comes', async () => {
    const { post } = setUp(() => ['WV13LG5ab SI=s CL=o']);
    expect((await post('WV13GL5 SI=s')).failure).toMatchObject({
      cause: 'timeout',
      wait: 'timers.response',
      bound: 20,
    });
  });
});
