/** Defects of a client: csp/access/keep-alive. */
import type { Defect } from '../../../../types.ts';
import { decides, ofClient } from '../../../../ways/clients.ts';

export const clientCspAccessKeepAliveDefects: readonly Defect[] = [
  ofClient({
    id: 'client-forgets-keep-alive',
    title: 'forgets to keep its session alive',
    requirements: ['CSP-KA-010'],
    unavoidable: ['CSP-KA-012'],
    handset: decides(() => ({ keepAlivePause: () => undefined })),
  }),
  ofClient({
    id: 'client-keeps-to-old-time',
    title: 'keeps to the time of the login whatever a keep-alive granted',
    requirements: ['CSP-KA-012'],
    unavoidable: ['CSP-KA-010'],
    handset: decides(() => ({ keepAlivePause: () => 21_000 })),
  }),
];
