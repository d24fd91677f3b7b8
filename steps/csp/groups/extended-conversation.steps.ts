/** Extended conversation. */
import { Then, When } from '@cucumber/cucumber';
import { unknownUser } from '../../support/login.ts';
import type { Party, World } from '../../support/world.ts';
import { conversationId, extend, extended, isInvited } from './extended-conversation.ts';

When(
  '{party} takes {party} into the conversation with {party}',
  async function (this: World, party: Party, further: Party, partner: Party) {
    await extend(this, party, partner, further.user);
  },
);

When(
  '{party} takes an unknown user into the conversation with {party}',
  async function (this: World, party: Party, partner: Party) {
    await extend(this, party, partner, unknownUser(this, 'nobody'));
  },
);

Then('it is observed whether the answer is an ExtendConversation-Response with a GroupID', function (this: World) {
  if (extended(this.answer).GroupID !== undefined) return;
  this.observe('ExtendConversation-Response with a GroupID', this.notation(this.answer.primitive));
});

Then(
  'it is observed whether {party} is invited to the group of the conversation',
  async function (this: World, party: Party) {
    const { GroupID } = extended(this.answer);
    if (GroupID === undefined) this.observe('a GroupID', this.notation(this.answer.primitive));
    else if (!(await isInvited(this, party, GroupID))) {
      const came = party.client.inbox.all.map((entry) => entry.name).join(', ') || 'nothing';
      this.observe(`InviteUser-Request with GroupID ${GroupID}`, came);
    }
  },
);

Then('it is observed whether the answer bears the ExtendConversationID of the request', function (this: World) {
  const { ExtendConversationID: id = 'missing' } = extended(this.answer);
  const wanted = conversationId(this);
  if (id !== wanted) this.observe(`ExtendConversationID ${wanted}`, `ExtendConversationID ${id}`);
});
