/** Legal variants between servers: other forms of what is said there. */
import { isSsp, sspPrimitive } from '../../protocol/ssp/envelope.ts';
import type { Variant } from '../types.ts';
import { relay } from '../ways/ssp.ts';

/** A refusal of a message says so of each recipient, under a code for all of them. */
const refusesWithin = relay(() => ({
  answer(request, _, standard) {
    const answer = standard();
    if (!isSsp(request, 'SendMessageRequest') || !isSsp(answer, 'SendMessageResponse')) return answer;
    const { messageID, Status } = answer.value;
    if (Status.code < 300 || Status.DetailedResult !== undefined) return answer;
    const users = request.value.MessageInfo.Recipient.flatMap(({ User }) => (User === undefined ? [] : [User.userID]));
    const UserID = users.map((userID) => ({ userID }));
    return sspPrimitive('SendMessageResponse', {
      messageID,
      Status: { code: 900, DetailedResult: [{ code: Status.code, UserID }] },
    });
  },
}));

export const serverVariants: readonly Variant[] = [
  {
    id: 'ssp-refusals-within',
    title: 'refuses messages of other domains with 900, and says in the details why',
    versions: ['1.3'],
    change: refusesWithin,
  },
];
