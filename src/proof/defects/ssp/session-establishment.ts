/** Defects in the set-up of a session between two servers. */
import { createHash } from 'node:crypto';
import { isStep, type SspEnvelope, type SspSetupEnvelope, sspStep } from '../../../protocol/ssp/envelope.ts';
import type { Defect } from '../../types.ts';
import {
  digestPart,
  editsParts,
  editsSteps,
  inHttpAnswer,
  keepsEarlyTraffic,
  mistakes,
  ownSecret,
  partsIn,
  relay,
  setupStep,
  withParts,
} from '../../ways/ssp.ts';

const md5 = (text: string): string => createHash('md5').update(text).digest('base64');
const FIXED = 'the-secret-of-the-house';

/** Everything that needs a session set up by the server. */
const BY_SERVER = [
  'SSP-SET-012',
  'SSP-SET-013',
  'SSP-SET-014',
  'SSP-SET-020',
  'SSP-SET-021',
  'SSP-SET-024',
  'SSP-SET-027',
];

/** Reads a first step that lacks something as if it were there. */
function filled(envelope: SspEnvelope): SspEnvelope {
  const step = setupStep(envelope, 'SendSecretToken', 'Request');
  if (step === undefined) return envelope;
  const { serviceID = '', SecretToken } = partsIn(step);
  return withParts(step, {
    serviceID: serviceID.includes('@') ? serviceID : 'wv:@peer.example',
    SecretToken: SecretToken ?? { value: '' },
  });
}

export const sessionEstablishmentDefects: readonly Defect[] = [
  {
    id: 'ssp-setup-traffic-first',
    title: 'sends a document of a session that there is not before the set-up',
    requirements: ['SSP-SET-001'],
    unavoidable: ['SSP-SET-024'],
    change: relay(() => ({
      outgoing(envelope) {
        if (setupStep(envelope, 'SendSecretToken', 'Request') === undefined) return [envelope];
        const { version } = envelope;
        return [{ kind: 'session', version, sessionId: 'none@example.com', transactions: [] }, envelope];
      },
    })),
  },
  {
    id: 'ssp-setup-service-without-scheme',
    title: 'names its domain without the scheme in the first step',
    requirements: ['SSP-SET-002'],
    change: editsParts('SendSecretToken', () => ({ serviceID: '@example.com' }), 'Request'),
  },
  {
    id: 'ssp-setup-no-protocol',
    title: 'states no protocol in the first step',
    requirements: ['SSP-SET-003'],
    change: editsParts('SendSecretToken', () => ({ protocol: undefined }), 'Request'),
  },
  {
    id: 'ssp-setup-fixed-secret',
    title: 'has one secret for all set-ups',
    requirements: ['SSP-SET-004'],
    change: relay(() => ({
      outgoing: (envelope) => {
        const step = setupStep(envelope, 'SendSecretToken');
        return [step === undefined ? envelope : withParts(step, { SecretToken: { value: FIXED } })];
      },
      proves: (digest, wanted) => digest === wanted || digest === md5(FIXED),
    })),
  },
  {
    id: 'ssp-setup-secret-to-source',
    title: 'sends the secret to where the request came from, too',
    requirements: ['SSP-SET-005'],
    unavoidable: ['SSP-ENV-001', 'SSP-ENV-002'],
    change: relay(() => ({
      async handle(request, standard) {
        const response = await standard(request);
        const asked = Buffer.from(request.body).includes('SendSecretToken') && response.raw === undefined;
        return asked ? { ...response, body: Buffer.from('<SecretToken>another-secret</SecretToken>') } : response;
      },
    })),
  },
  {
    id: 'ssp-setup-secret-in-http-answer',
    title: 'sends the secret of a provider in the HTTP answer alone',
    requirements: ['SSP-SET-006'],
    unavoidable: ['SSP-SET-005'],
    change: inHttpAnswer((envelope) => setupStep(envelope, 'SendSecretToken', 'Response') !== undefined),
  },
  {
    id: 'ssp-setup-echoes-identifier',
    title: 'sends its secret under the identifier of the requestor',
    requirements: ['SSP-SET-007'],
    change: relay(() => {
      let asked: string | undefined;
      return {
        incoming(envelope) {
          asked = setupStep(envelope, 'SendSecretToken', 'Request')?.id ?? asked;
          return envelope;
        },
        outgoing: (envelope) => {
          const step = setupStep(envelope, 'SendSecretToken', 'Response');
          return [step === undefined ? envelope : { ...step, id: asked }];
        },
      };
    }),
  },
  {
    id: 'ssp-setup-answers-strange-secret',
    title: 'logs in with whoever sends a secret',
    requirements: ['SSP-SET-008'],
    change: relay(() => {
      let strange = false;
      let asking = false;
      return {
        incoming(envelope) {
          const step = setupStep(envelope, 'SendSecretToken', 'Response');
          if (step === undefined || asking) return envelope;
          strange = true;
          return { ...step, mode: 'Request' };
        },
        outgoing(envelope) {
          asking ||= setupStep(envelope, 'SendSecretToken', 'Request') !== undefined;
          const step = setupStep(envelope, 'SendSecretToken', 'Response');
          if (step === undefined || !strange) return [envelope];
          strange = false;
          const login = sspStep('LoginRequest', {
            serviceID: 'wv:@example.com',
            timeToLive: 600,
            ...digestPart(md5('')),
          });
          return [{ ...step, mode: 'Request', step: login }];
        },
      };
    }),
  },
  {
    id: 'ssp-setup-takes-incomplete-step',
    title: 'goes on after a first step without domain or secret',
    requirements: ['SSP-SET-009'],
    change: mistakes(filled),
  },
  {
    id: 'ssp-setup-any-domain',
    title: 'takes a subdomain or superdomain for one it knows',
    requirements: ['SSP-SET-010'],
    change: mistakes((envelope) => {
      const step = setupStep(envelope, 'SendSecretToken', 'Request');
      return step === undefined ? envelope : withParts(step, { serviceID: 'wv:@peer.example' });
    }),
    unavoidable: ['SSP-SET-009', 'SSP-SET-026'],
  },
  {
    id: 'ssp-setup-token-as-text',
    title: 'digests a secret in base64 without decoding it',
    requirements: ['SSP-SET-011'],
    change: mistakes((envelope) => {
      const step = setupStep(envelope, 'SendSecretToken');
      const { SecretToken } = partsIn(step);
      if (step === undefined || SecretToken === undefined) return envelope;
      return withParts(step, { SecretToken: { value: SecretToken.value } });
    }),
  },
  {
    id: 'ssp-setup-proof-of-nothing',
    title: 'logs in with the digest of an empty text',
    requirements: ['SSP-SET-012'],
    unavoidable: ['SSP-SET-014', 'SSP-SET-021', 'SSP-SET-024', 'SSP-SET-027'],
    change: editsParts('LoginRequest', () => digestPart(md5('')), 'Request'),
  },
  {
    id: 'ssp-setup-new-identifier',
    title: 'logs in under another identifier than that of its first step',
    requirements: ['SSP-SET-013'],
    unavoidable: ['SSP-SET-021', 'SSP-SET-024', 'SSP-SET-027'],
    change: editsSteps('LoginRequest', (envelope) => ({ ...envelope, id: `${envelope.id}-2` }), 'Request'),
  },
  {
    id: 'ssp-setup-digest-in-hex',
    title: 'writes the digest in hexadecimal digits',
    requirements: ['SSP-SET-014'],
    change: editsSteps(
      'LoginRequest',
      (envelope) => {
        const { PasswordDigest } = partsIn(envelope);
        return withParts(envelope, digestPart(Buffer.from(PasswordDigest?.value ?? '', 'base64').toString('hex')));
      },
      'Request',
    ),
  },
  {
    id: 'ssp-setup-login-as-request',
    title: 'logs in as provider in mode Request',
    requirements: ['SSP-SET-015'],
    change: editsSteps('LoginRequest', (envelope) => ({ ...envelope, mode: 'Request' }), 'Response'),
  },
  {
    id: 'ssp-setup-any-digest',
    title: 'takes any digest for a proof',
    requirements: ['SSP-SET-016'],
    unavoidable: ['SSP-SET-017', 'SSP-SET-019'],
    change: relay(() => ({ proves: () => true })),
  },
  {
    id: 'ssp-setup-second-try',
    title: 'ignores a wrong digest and waits for the right one',
    requirements: ['SSP-SET-017'],
    change: relay(() => {
      const own = ownSecret();
      return {
        outgoing: own.outgoing,
        incoming(envelope) {
          const step = setupStep(envelope, 'LoginRequest', 'Request');
          const { PasswordDigest } = partsIn(step);
          return step !== undefined && PasswordDigest?.value !== md5(own.last()) ? null : envelope;
        },
      };
    }),
  },
  {
    id: 'ssp-setup-login-by-domain',
    title: 'finds the set-up of a login by its domain alone',
    requirements: ['SSP-SET-018'],
    change: relay(() => {
      let last: string | undefined;
      return {
        incoming(envelope) {
          last = setupStep(envelope, 'SendSecretToken', 'Request')?.id ?? last;
          const login = setupStep(envelope, 'LoginRequest', 'Request');
          return login === undefined ? envelope : { ...login, id: last };
        },
        // the answer goes to whom it is for
        outgoing: (envelope) => [envelope],
      };
    }),
  },
  {
    id: 'ssp-setup-no-time-asked',
    title: 'asks for no time-to-live',
    requirements: ['SSP-SET-020'],
    change: editsParts('LoginRequest', () => ({ timeToLive: undefined }), 'Request'),
  },
  {
    id: 'ssp-setup-confirms-with-201',
    title: 'confirms the login of a provider with 201',
    requirements: ['SSP-SET-021'],
    change: editsParts('LoginResponse', () => ({ Status: { code: 201 } }), 'Request'),
  },
  {
    id: 'ssp-setup-grants-with-201',
    title: 'confirms the login of a requestor with 201',
    requirements: ['SSP-SET-022'],
    change: editsParts('LoginResponse', () => ({ Status: { code: 201 } }), 'Response'),
  },
  {
    id: 'ssp-setup-confirmation-for-login',
    title: 'takes a confirmation for a login',
    requirements: ['SSP-SET-023'],
    change: relay(() => {
      const own = ownSecret();
      let proven = false;
      return {
        outgoing: own.outgoing,
        incoming(envelope) {
          if (setupStep(envelope, 'SendSecretToken', 'Request') !== undefined) proven = false;
          if (setupStep(envelope, 'LoginRequest', 'Request') !== undefined) proven = true;
          const early = setupStep(envelope, 'LoginResponse', 'Request');
          if (early === undefined || proven) return envelope;
          const parts = { serviceID: 'wv:@peer.example', timeToLive: 600, ...digestPart(md5(own.last())) };
          return { ...early, step: sspStep('LoginRequest', parts) };
        },
      };
    }),
  },
  {
    id: 'ssp-setup-refusal-for-success',
    title: 'takes a refused login for a session',
    requirements: ['SSP-SET-024'],
    change: mistakes((envelope) => {
      const step = setupStep(envelope, 'LoginResponse', 'Response');
      const { sessionID = 'none@peer.example' } = partsIn(step);
      return step === undefined ? envelope : withParts(step, { sessionID, Status: { code: 200 } });
    }),
  },
  {
    id: 'ssp-setup-no-time-granted',
    title: 'grants no time-to-live',
    requirements: ['SSP-SET-025'],
    change: editsParts('LoginResponse', () => ({ timeToLive: undefined }), 'Response'),
  },
  {
    id: 'ssp-setup-early-traffic-kept',
    title: 'keeps a request that came before the set-up and carries it out afterwards',
    requirements: ['SSP-SET-026'],
    unavoidable: ['SSP-SET-023'],
    change: keepsEarlyTraffic(),
  },
  {
    id: 'ssp-setup-twice',
    title: 'begins every set-up twice',
    requirements: ['SSP-SET-027'],
    unavoidable: BY_SERVER.filter((id) => id !== 'SSP-SET-027'),
    change: relay(() => ({
      outgoing(envelope): readonly SspEnvelope[] {
        const step: SspSetupEnvelope | undefined = setupStep(envelope, 'SendSecretToken', 'Request');
        return step === undefined || !isStep(step.step, 'SendSecretToken')
          ? [envelope]
          : [step, { ...step, id: `${step.id}-2` }];
      },
    })),
  },
];
