/** Defects of polling. */

import { primitive } from '../../../protocol/messages/envelope.ts';
import type { Change, Defect } from '../../types.ts';
import { handler, mistakesCode, rules } from '../../ways/families.ts';
import { descriptor, editsTransactions, holds } from '../../ways/transactions.ts';

/** Carries out the message that holds a text only when another one came. */
function overtaken(text: string): Change {
  let held: (() => void) | undefined;
  return handler('SendMessage-Request', (standard) => (request, call) => {
    const { ContentData = '' } = request;
    if (!ContentData.startsWith(text)) {
      const answer = standard(request, call);
      held?.();
      held = undefined;
      return answer;
    }
    held = () => void standard(request, call);
    return primitive('SendMessage-Response', { Result: { Code: 200 }, MessageID: 'overtaken' });
  });
}

export const pollingDefects: readonly Defect[] = [
  {
    id: 'poll-answers-in-mode-response',
    title: 'hands out what waits in mode Response',
    requirements: ['CSP-POL-002'],
    unavoidable: ['CSP-POL-003', 'CSP-SES-001', 'CSP-SES-019', 'CSP-SES-020'],
    change: editsTransactions((one) =>
      holds(one, 'NewMessage') ? descriptor(one, { TransactionMode: 'Response' }) : one,
    ),
  },
  {
    id: 'poll-out-of-order',
    title: 'lets a later message overtake an earlier one',
    requirements: ['CSP-POL-003'],
    change: overtaken('first'),
  },
  {
    id: 'poll-unknown-session-404',
    title: 'refuses a poll in an unknown session with a code that means something else',
    requirements: ['CSP-POL-005'],
    change: mistakesCode(604, 404, 'Polling-Request'),
  },
  {
    id: 'forgets-what-found-no-room',
    title: 'forgets what waited and found no room in the message of a poll',
    requirements: ['CSP-POL-061'],
    versions: ['1.3'],
    change: rules(() => ({
      keepForLater({ outbox }, entries) {
        for (const { id } of entries) outbox.answered(id);
      },
    })),
  },
];
