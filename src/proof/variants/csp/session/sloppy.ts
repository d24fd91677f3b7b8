/** Slips in answers, in any syntax: mode, TransactionID, addresses, content. */

import type { Document } from '../../../../protocol/messages/document.ts';
import { resultCode } from '../../../../protocol/messages/result-code.ts';
import type { Change, Variant } from '../../../types.ts';
import { all, editPrimitives, hooks } from '../../../ways/families.ts';
import { inTree, treeValues } from '../../../ways/written-wbxml.ts';
import { inText, values } from '../../../ways/written-xml.ts';

interface Descriptor {
  readonly TransactionMode?: string | undefined;
  readonly TransactionID?: string | undefined;
}

interface Transaction {
  readonly TransactionDescriptor: Descriptor;
  readonly TransactionContent?: Readonly<Record<string, { readonly Result?: { readonly Code?: number } }>>;
}

interface Loose {
  readonly Session: { readonly Transaction: readonly Transaction[] };
}

/** Changes the descriptor of every transaction. */
function inDescriptors(change: (descriptor: Descriptor, transaction: Transaction) => Descriptor): Change {
  return hooks({
    outgoing(document) {
      if (document.root !== 'WV-CSP-Message') return document;
      const { Session } = document.content as Loose;
      const Transaction = Session.Transaction.map((one) => ({
        ...one,
        TransactionDescriptor: change(one.TransactionDescriptor, one),
      }));
      return { ...document, content: { Session: { ...Session, Transaction } } } as Document;
    },
  });
}

/** Changes the descriptor of every Status that refuses. */
function inRefusals(change: (descriptor: Descriptor) => Descriptor): Change {
  return inDescriptors((descriptor, { TransactionContent }) =>
    (TransactionContent?.Status?.Result?.Code ?? 200) < 300 ? descriptor : change(descriptor),
  );
}

const withCharset = (type: string): string =>
  type.includes(';') ? type : `${type.replace(/^text\/plain$/, 'Text/Plain')}; charset=UTF-8`;

/** Changes the primitives that bring content to its recipient. */
const inBase64 = hooks({
  outgoing: (document) =>
    editPrimitives(document, (primitive) => {
      if (primitive.name !== 'NewMessage' && primitive.name !== 'GetMessage-Response') return primitive;
      const value = primitive.value as Content;
      const info = value.MessageInfo;
      if (value.ContentData === undefined || (info.ContentEncoding ?? 'None') !== 'None') return primitive;
      const octets = Buffer.from(value.ContentData, 'utf8');
      const told = { ...info, ContentEncoding: 'BASE64' };
      return {
        ...primitive,
        value: { ...value, MessageInfo: told, ContentData: octets.toString('base64') },
      };
    }),
});

interface Content {
  readonly MessageInfo: { readonly ContentEncoding?: string };
  readonly ContentData?: string;
}

const ADDRESS = /^(?:\w+:)?(?:UserID|GroupID|ContactList)$/;

/** Changes every address of a user, group or list, in both syntaxes. */
function addresses(change: (address: string) => string): Change {
  return all(
    inText(values((text, element) => (ADDRESS.test(element) ? change(text) : text))),
    inTree(treeValues((text, element) => (ADDRESS.test(element) ? change(text) : text))),
  );
}

export const sloppyRefusalVariants: readonly Variant[] = [
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
    id: 'sloppy-transaction-id-padded',
    title: 'writes blanks around the TransactionID',
    mayFail: ['SYN-XML-014', 'SYN-WBX-014'],
    change: all(
      inText(values((text, element) => (/TransactionID$/.test(element) ? ` ${text} ` : text))),
      inTree(treeValues((text, element) => (element === 'TransactionID' ? ` ${text} ` : text))),
    ),
  },
  {
    id: 'sloppy-transaction-id-in-capitals',
    title: 'writes the TransactionID of an answer in capitals',
    mayFail: ['CSP-SES-001', 'CSP-SES-003'],
    change: inDescriptors((one) =>
      one.TransactionMode === 'Response' ? { ...one, TransactionID: one.TransactionID?.toUpperCase() } : one,
    ),
  },
  {
    id: 'sloppy-result-without-code',
    title: 'writes the Result of a success without anything in it',
    mayFail: ['CSP-SES-018', 'SYN-XML-004', 'SYN-WBX-004'],
    change: hooks({
      outgoing: (document) =>
        editPrimitives(document, (primitive) =>
          resultCode(primitive) === 200 ? { ...primitive, value: { ...primitive.value, Result: {} } } : primitive,
        ),
    }),
  },
  {
    id: 'sloppy-media-types',
    title: 'writes media types in capitals and with their character set',
    change: all(
      inText(values((text, element) => (/^(?:\w+:)?ContentType$/.test(element) ? withCharset(text) : text))),
      inTree(treeValues((text, element) => (element === 'ContentType' ? withCharset(text) : text))),
    ),
  },
  {
    id: 'sloppy-content-in-base64',
    title: 'hands text that came as it is out in BASE64',
    change: inBase64,
  },
];

export const sloppyAddressVariants: readonly Variant[] = [
  {
    id: 'sloppy-addresses-in-capitals',
    title: 'writes scheme and domain of addresses in capitals',
    change: addresses((text) => text.replace(/^wv:/, 'WV:').replace(/@.*$/, (domain) => domain.toUpperCase())),
  },
  {
    id: 'sloppy-addresses-without-scheme',
    title: 'writes addresses without wv:',
    change: addresses((text) => text.replace(/^wv:/, '')),
  },
  {
    id: 'sloppy-addresses-without-domain',
    title: 'writes addresses of its own domain without it',
    change: addresses((text) => text.replace(/@example\.com$/, '')),
  },
];
