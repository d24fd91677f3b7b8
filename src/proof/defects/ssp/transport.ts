/** Defects in the transport between servers. */
import type { ServerRequest } from '../../../transport/http/server.ts';
import type { Change, Defect } from '../../types.ts';
import { editsTransactions, relay } from '../../ways/ssp.ts';

const through = ['features/ssp/transactions.feature'];

/** Acknowledges documents like that although they cannot be served. */
const acknowledges = (like: (text: string) => boolean): Change =>
  relay(() => ({
    async handle(request, standard) {
      const response = await standard(request);
      return response.status === 400 && like(textOf(request)) ? { status: 200 } : response;
    },
  }));

const textOf = ({ body }: ServerRequest): string => Buffer.from(body).toString();
const isWhole = (text: string): boolean => /<\/[\w-]+>\s*$/.test(text);

export const serverTransportDefects: readonly Defect[] = [
  {
    id: 'ssp-transport-put',
    title: 'sends its documents with PUT',
    requirements: ['SSP-TRN-001'],
    through,
    change: relay(() => ({ post: (request) => ({ ...request, method: 'PUT' }) })),
  },
  {
    id: 'ssp-transport-plain-xml',
    title: 'sends its documents as application/xml',
    requirements: ['SSP-TRN-002'],
    through,
    change: relay(() => ({ post: (request) => ({ ...request, headers: [['Content-Type', 'application/xml']] }) })),
  },
  {
    id: 'ssp-transport-answers-as-to-client',
    title: 'acknowledges a message of another server with an empty message for clients',
    requirements: ['SSP-TRN-003'],
    // it is a document between servers, too
    unavoidable: ['SSP-ENV-001', 'SSP-ENV-002'],
    change: relay(() => ({
      async handle(request, standard) {
        const response = await standard(request);
        if (response.status !== 200 || !textOf(request).includes('SendMessageRequest')) return response;
        return { ...response, body: new TextEncoder().encode('<WV-CSP-Message/>') };
      },
    })),
  },
  {
    id: 'ssp-transport-answer-404',
    title: 'acknowledges answers with HTTP 404, and takes them',
    requirements: ['SSP-TRN-004'],
    change: relay(() => ({
      async handle(request, standard) {
        const response = await standard(request);
        return response.status === 200 && textOf(request).includes('SendMessageResponse') ? { status: 404 } : response;
      },
    })),
  },
  {
    id: 'ssp-transport-acknowledges-no-xml',
    title: 'acknowledges a body that is no XML',
    requirements: ['SSP-TRN-006'],
    change: acknowledges((text) => !isWhole(text)),
  },
  {
    id: 'ssp-transport-acknowledges-other-element',
    title: 'acknowledges a document with another document element',
    requirements: ['SSP-TRN-007'],
    change: acknowledges((text) => isWhole(text) && !text.includes('WV-SSP-Message')),
  },
  {
    id: 'ssp-transport-acknowledges-empty',
    title: 'acknowledges a document with neither set-up nor session',
    requirements: ['SSP-TRN-008'],
    change: acknowledges((text) => isWhole(text) && text.includes('WV-SSP-Message')),
  },
  {
    id: 'ssp-transport-new-identifier',
    title: 'sends again under a new identifier what was not taken',
    requirements: ['SSP-TRN-009'],
    change: (options) => {
      const sent = new Set<string>();
      return editsTransactions((one) => {
        if (one.mode === 'Response' || one.id === undefined) return one;
        const again = sent.has(one.id);
        sent.add(one.id);
        return again ? { ...one, id: `${one.id}-again` } : one;
      })(options);
    },
  },
  {
    id: 'ssp-transport-session-of-connection',
    title: 'serves a session only over the connection of its first document',
    requirements: ['SSP-TRN-011'],
    change: relay(() => {
      const ports = new Map<string, number | undefined>();
      return {
        handle(request, standard) {
          const half = / sessionID="([^"]*)"/.exec(textOf(request))?.[1];
          if (half === undefined || textOf(request).includes('<SetupTransaction')) return standard(request);
          if (!ports.has(half)) ports.set(half, request.remotePort);
          return ports.get(half) === request.remotePort ? standard(request) : { status: 400 };
        },
      };
    }),
  },
];
