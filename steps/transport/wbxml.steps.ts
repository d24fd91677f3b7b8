/** WBXML over HTTP. */

import { Then, When } from '@cucumber/cucumber';
import { anyVersion } from '../../src/protocol/messages/any-version.ts';
import { logIn } from '../support/login.ts';
import { keepAliveOctets, valueIn, wbxmlHead } from '../support/octets.ts';
import { elementsIn } from '../support/trees.ts';
import type { Party, World } from '../support/world.ts';
import { publicId } from '../support/writing.ts';

When('{party} logs in with the character set 6A in the head', async function (this: World, party: Party) {
  await logIn(this, party, { send: { writing: { mibEnum: 0x6a } } });
});

When(
  '{party} sends a KeepAlive-Request with the public identifier {}',
  async function (this: World, party: Party, identifier: string) {
    const options = { writing: { publicId: publicId(this, identifier) } };
    await this.ask(party, { name: 'KeepAlive-Request', value: {} }, options);
  },
);

When('{party} sends a KeepAlive-Request in WBXML 1.{int}', async function (this: World, party: Party, minor: number) {
  const octets = keepAliveOctets(this, party);
  // The first octet is the version: 1.1 is 01, 1.3 is 03.
  octets[0] = minor;
  this.keepReply(party, await party.client.sendRaw(octets));
});

Then('Status or KeepAlive-Response 200 is in the answer', function (this: World) {
  const [first] = this.reply.transactions;
  const { Result } = anyVersion(first?.primitive.value ?? {});
  this.expect.equal('code', Result?.Code, 200);
});

/** The heads of the last request and its answer. */
function heads(world: World) {
  const { exchange, response } = world.reply;
  const place = { exchange: exchange.number, side: 'response' } as const;
  const sent = world.expect.present('WBXML head', wbxmlHead(exchange.request.body));
  const came = world.expect.present('WBXML head', wbxmlHead(response.body), place);
  return { sent, came, place };
}

Then('the head of the answer has the public identifier and the character set of the request', function (this: World) {
  const { sent, came, place } = heads(this);
  this.expect.equal('public identifier', came.publicId, sent.publicId, place);
  this.expect.equal('charset', came.charset, sent.charset, place);
});

Then('the WBXML version of the answer is not above that of the request', function (this: World) {
  const { sent, came, place } = heads(this);
  this.expect.that(came.version <= sent.version, `WBXML ${sent.version} or below`, `WBXML ${came.version}`, place);
});

Then(
  'SupportedCIRMethod of the answer is {word}, by the value token {word} or as text, or absent',
  function (this: World, method: string, token: string) {
    const { body } = this.reply.response;
    const place = this.place(this.answer);
    const methods = elementsIn(this.reply.read?.tree, 'SupportedCIRMethod');
    if (methods.length === 0) return this.nothingToSee(`${method} is not agreed`);
    for (const { content, text } of methods) {
      const value = valueIn(body.subarray(content.start, content.end));
      // Text may be written in any of the ways of WBXML, in pieces too.
      const observed = value.startsWith('token ') ? value : (text?.trim() ?? value);
      const fits = observed === method || observed === `token ${token}`;
      this.expect.that(fits, `${method} as token ${token} or text`, observed, place);
    }
  },
);
