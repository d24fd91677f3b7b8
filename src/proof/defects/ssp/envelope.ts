/** Defects in the documents between servers. */
import type { SspPrimitive } from '../../../protocol/ssp/envelope.ts';
import { readSsp } from '../../../protocol/ssp/read.ts';
import { defaultDialect } from '../../../transport/ssp/dialects.ts';
import type { Defect } from '../../types.ts';
import { editsOctets, editsPrimitive, mistakes, relay } from '../../ways/ssp.ts';

const through = ['features/ssp/transactions.feature'];

export const envelopeDefects: readonly Defect[] = [
  {
    id: 'ssp-envelope-unknown-namespace',
    title: 'writes a namespace that no version of SSP has',
    requirements: ['SSP-ENV-001'],
    through,
    change: editsOctets((text) => text.replace('DTD/WV-SSP1.3', 'DTD/WV-SSP9.9')),
  },
  {
    id: 'ssp-envelope-two-children',
    title: 'puts a second element beside set-up or session',
    requirements: ['SSP-ENV-002'],
    through,
    change: editsOctets((text) => text.replace('</WV-SSP-Message>', '<Trailer/></WV-SSP-Message>')),
  },
  {
    id: 'ssp-envelope-no-mode',
    title: 'leaves the mode out of its requests',
    requirements: ['SSP-ENV-003'],
    through,
    change: editsOctets((text) => text.replace('<Transaction mode="Request"', '<Transaction')),
  },
  {
    id: 'ssp-envelope-no-session-identifier',
    title: 'sends every request in a document without a session identifier first',
    requirements: ['SSP-ENV-004'],
    through,
    change: relay(() => ({
      outgoing(envelope) {
        if (envelope.kind === 'setup' || envelope.transactions.some(({ mode }) => mode === 'Response'))
          return [envelope];
        return [{ ...envelope, sessionId: undefined }, envelope];
      },
    })),
  },
  {
    id: 'ssp-envelope-one-identifier-for-all',
    title: 'answers all requests of a document under the identifier of the first',
    requirements: ['SSP-ENV-005'],
    change: relay(() => ({
      outgoing(envelope) {
        if (envelope.kind === 'setup') return [envelope];
        const [first] = envelope.transactions;
        const transactions = envelope.transactions.map((one) =>
          one.mode === 'Response' ? { ...one, id: first?.id } : one,
        );
        return [{ ...envelope, transactions }];
      },
    })),
  },
  {
    id: 'ssp-envelope-identifier-made-up',
    title: 'carries out a transaction without an identifier',
    requirements: ['SSP-ENV-006'],
    change: mistakes((envelope) => {
      if (envelope.kind === 'setup') return envelope;
      return { ...envelope, transactions: envelope.transactions.map((one) => ({ ...one, id: one.id ?? 'made-up' })) };
    }),
  },
  {
    id: 'ssp-envelope-empty-spoils-all',
    title: 'leaves out a document as a whole over an empty transaction in it',
    requirements: ['SSP-ENV-007'],
    change: mistakes((envelope) => {
      const all = envelope.kind === 'setup' ? [] : envelope.transactions;
      return all.some(({ primitive, unknown }) => primitive === undefined && unknown === undefined) ? null : envelope;
    }),
  },
  {
    id: 'ssp-envelope-space-counts',
    title: 'takes white space around a secret for a part of it',
    requirements: ['SSP-ENV-008'],
    change: relay(() => ({
      handle(request, standard) {
        const spaced = /<(SecretToken|PasswordDigest)[^>]*>\s/.test(Buffer.from(request.body).toString());
        return spaced ? { status: 400 } : standard(request);
      },
    })),
  },
  {
    id: 'ssp-envelope-escaped-twice',
    title: 'escapes texts twice',
    requirements: ['SSP-ENV-009'],
    unavoidable: ['SSP-ENV-011'],
    change: editsOctets((text) => text.replaceAll('&amp;', '&amp;amp;')),
  },
  {
    id: 'ssp-envelope-nothing-unknown',
    title: 'refuses documents with something in them that it does not know',
    requirements: ['SSP-ENV-010'],
    change: relay(() => ({
      handle(request, standard) {
        const { findings } = readSsp(request.body, defaultDialect());
        const unknown = findings.some(({ kind }) => kind === 'unknown-element' || kind === 'foreign-element');
        return unknown ? { status: 400 } : standard(request);
      },
    })),
  },
  {
    id: 'ssp-envelope-content-without-type',
    title: 'leaves the type of a content out',
    requirements: ['SSP-ENV-011'],
    change: editsPrimitive('SendMessageRequest', (value) => {
      const { ContentData } = value as SspPrimitive<'SendMessageRequest'>['value'];
      return { ContentData: { ...ContentData, contentType: undefined } };
    }),
  },
];
