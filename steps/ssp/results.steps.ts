/** Steps about result codes between servers. */
import { Then, When } from '@cucumber/cucumber';
import { sspPrimitive } from '../../src/protocol/ssp/envelope.ts';
import { messageTo, postLoosely, wrong } from '../support/peers.ts';
import type { Party, World } from '../support/world.ts';
import { joinsAnswered, toldOfJoin } from './results.ts';
import { answersTo } from './transactions.ts';

When(
  '{party} asks to join the group {string}, which the peer answers with {int}',
  async function (this: World, party: Party, label: string, code: number) {
    await joinsAnswered(this, await this.peer(), label, [{ party, code }]);
  },
);

Then('{party} is told {int}, or a code like it', async function (this: World, party: Party, code: number) {
  const told = await toldOfJoin(this, party);
  const family = Math.floor((told ?? 0) / 100);
  const like = family === Math.floor(code / 100) || family === 4;
  this.expect.that(like, `code ${code}, or another of 8xx or 4xx`, told === undefined ? 'nothing' : `code ${told}`);
  if (told !== code) this.note(`told ${told}; ${code} is preferred`);
});

When('the peer sends a message without MessageInfo', async function (this: World) {
  const peer = await this.peer();
  const { ownHalf: sessionId } = await peer.session();
  const { MessageInfo: _, ...rest } = messageTo(this, peer, { label: 'lost', to: [this.party('A').user] });
  const primitive = sspPrimitive('SendMessageRequest', wrong(rest));
  const transactions = [{ mode: 'Request', id: this.name('x'), primitive }] as const;
  await postLoosely(peer, { kind: 'session', version: peer.version, sessionId, transactions });
  await peer.settle();
});

Then('it is observed that the broken message was answered with 400 or 402', async function (this: World) {
  const answer = answersTo(await this.peer(), this.name('x'))[0]?.transaction.primitive;
  const value: object = answer?.value ?? {};
  const { code }: { readonly code?: number } = value;
  if (code !== 400 && code !== 402) this.observe('Status 400 or 402', `${answer?.name ?? 'no answer'} ${code ?? ''}`);
});
