/** Slips in the envelope of answers: mode, TransactionID, addresses. */
import type { Document } from '../protocol/syntax/types.ts';
import { hooks } from './families.ts';
import { inText, values } from './sloppy-xml.ts';
import type { Change, Variant } from './types.ts';

interface Loose {
  readonly Session: {
    readonly Transaction: readonly {
      readonly TransactionDescriptor: object;
      readonly TransactionContent?: Readonly<Record<string, { readonly Result?: { readonly Code?: number } }>>;
    }[];
  };
}

/** Changes the descriptor of every Status that refuses. */
function inRefusals(change: (descriptor: object) => object): Change {
  return hooks({
    outgoing(document) {
      if (document.root !== 'WV-CSP-Message') return document;
      const { Session } = document.content as unknown as Loose;
      const Transaction = Session.Transaction.map((one) => {
        const code = one.TransactionContent?.Status?.Result?.Code ?? 200;
        return code < 300 ? one : { ...one, TransactionDescriptor: change(one.TransactionDescriptor) };
      });
      return { ...document, content: { Session: { ...Session, Transaction } } } as unknown as Document;
    },
  });
}

const ADDRESS = /^(?:UserID|GroupID|ContactList)$/;

export const sloppyAnswerVariants: readonly Variant[] = [
  {
    id: 'sloppy-refusals-in-mode-request',
    title: 'writes refusals in mode Request',
    mayFail: ['CSP-SES-001'],
    change: inRefusals((descriptor) => ({ ...descriptor, TransactionMode: 'Request' })),
  },
  {
    id: 'sloppy-refusals-without-transaction-id',
    title: 'writes refusals in mode Request with an empty TransactionID',
    mayFail: ['CSP-SES-001'],
    change: inRefusals((descriptor) => ({ ...descriptor, TransactionMode: 'Request', TransactionID: '' })),
  },
  {
    id: 'sloppy-addresses-in-capitals',
    title: 'writes scheme and domain of addresses in capitals',
    change: inText(
      values((text, element) =>
        ADDRESS.test(element) ? text.replace(/^wv:/, 'WV:').replace(/@.*$/, (domain) => domain.toUpperCase()) : text,
      ),
    ),
  },
];
