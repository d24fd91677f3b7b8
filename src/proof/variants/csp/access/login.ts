/** Legal variants of the reference server: what the standard leaves open, done otherwise. The suite has to stay green. */

import type { Document } from '../../../../protocol/messages/document.ts';
import { write } from '../../../../protocol/syntax/index.ts';
import type { Variant } from '../../../types.ts';
import { edits, hooks, profile } from '../../../ways/families.ts';

/** Writes every message with other options of the writer. */
const written = (options: Record<string, unknown>) =>
  hooks({
    encode: (document, context, next) => {
      if (context.syntax !== 'xml') return next(document, context);
      return writeXml(document, options);
    },
  });

function writeXml(document: Document, options: Record<string, unknown>): Uint8Array {
  return write(document, { syntax: 'xml', ...options });
}

/** Qualifier stays first: that much is sure (PA-XML-002). */
function reversed(names: readonly string[]): readonly string[] {
  return names.includes('Qualifier') ? names : [...names].reverse();
}

/** Other forms of messages; each variant writes the message anew and discards earlier changes. */
export const writtenVariants: readonly Variant[] = [
  {
    id: 'child-order-reversed',
    title: 'orders children otherwise than the models of 1.2 and 1.3, whose order is not sure',
    versions: ['1.2', '1.3'],
    syntaxes: ['xml'],
    change: hooks({
      encode: (document, context, next) =>
        context.syntax === 'xml' && document.version !== '1.1'
          ? writeXml(document, { childOrder: reversed })
          : next(document, context),
    }),
  },
  {
    id: 'white-space-between-elements',
    title: 'writes white space between elements',
    syntaxes: ['xml'],
    change: written({ whitespace: true }),
  },
  {
    id: 'long-empty-elements',
    title: 'writes empty elements with start and end tag, with XML declaration and DOCTYPE',
    syntaxes: ['xml'],
    change: written({ emptyTags: 'long', declaration: true, doctype: true }),
  },
  {
    id: 'no-declaration',
    title: 'leaves XML declaration and DOCTYPE out',
    syntaxes: ['xml'],
    change: written({ declaration: false, doctype: false }),
  },
  {
    id: 'extra-elements',
    title: 'adds elements of its own to its answers',
    syntaxes: ['xml'],
    change: hooks({
      encode(document, context, next) {
        const octets = next(document, context);
        if (context.syntax !== 'xml') return octets;
        const text = new TextDecoder().decode(octets);
        const extra = '<x:Trace xmlns:x="urn:x-vendor:trace">7f</x:Trace></Result>';
        return new TextEncoder().encode(text.replaceAll('</Result>', extra));
      },
    }),
  },
  {
    id: 'no-descriptions',
    title: 'leaves Description out of results',
    syntaxes: ['xml'],
    change: hooks({
      encode(document, context, next) {
        const octets = next(document, context);
        if (context.syntax !== 'xml') return octets;
        const text = new TextDecoder().decode(octets);
        return new TextEncoder().encode(text.replaceAll(/<Description>[^<]*<\/Description>/g, ''));
      },
    }),
  },
];

/** Polls and keep-alives. */
export const pollingVariants: readonly Variant[] = [
  {
    id: 'idle-poll-status',
    title: 'answers a poll with nothing waiting by a Status',
    change: profile({ polling: { idleAnswer: 'status' } }),
  },
  {
    id: 'poll-flag-only-when-waiting',
    title: 'leaves the Poll flag out while nothing waits',
    change: profile({ polling: { flag: 'when-waiting' } }),
  },
  {
    id: 'poll-flag-always-written',
    title: 'writes Poll F while nothing waits',
    change: profile({ polling: { flag: 'always' } }),
  },
  {
    id: 'keep-alive-adjusted',
    title: 'grants the nearest time instead of refusing one with 605',
    change: profile({ keepAlive: { outOfRange: 'adjust' } }),
  },
  {
    id: 'keep-alive-time-always-told',
    title: 'tells the time in force in every KeepAlive-Response',
    change: edits('KeepAlive-Response', (value, { session }) =>
      session === undefined || value.Result.Code !== 200 || value.KeepAliveTime !== undefined
        ? value
        : { ...value, KeepAliveTime: (session as { readonly keepAlive?: number }).keepAlive ?? 600 },
    ),
  },
];

/** Logins and the values agreed in them. */
export const loginVariants: readonly Variant[] = [
  {
    id: 'challenge-401',
    title: 'answers the first step of a four-way login with 401',
    change: profile({ login: { challengeCode: 401 } }),
  },
  {
    id: 'challenge-200',
    title: 'answers the first step of a four-way login with 200',
    change: profile({ login: { challengeCode: 200 } }),
  },
  {
    id: 'unknown-user-409',
    title: 'refuses unknown users as it refuses wrong passwords',
    change: profile({ login: { unknownUserCode: 409 } }),
  },
  {
    id: 'second-login-refused',
    title: 'refuses a second login of the same client',
    change: profile({ login: { secondLogin: 'refuse' } }),
    ixit: { policies: { secondLogin: 'refuse' } },
  },
  {
    id: 'several-sessions',
    title: 'lets a client open several sessions',
    change: profile({ login: { secondLogin: 'both' } }),
    ixit: { policies: { secondLogin: 'both' } },
  },
  {
    id: 'no-capability-request',
    title: 'does not ask for capabilities in the login',
    change: profile({ login: { capabilityRequest: false } }),
  },
  {
    id: 'functions-empty',
    title: 'writes an empty Functions element when everything was agreed',
    change: profile({ services: { everythingAgreed: 'empty' } }),
  },
  {
    id: 'all-functions-always',
    title: 'names all functions though nobody asked',
    change: profile({ services: { alwaysNameAll: true } }),
  },
];

/** Bodies that cannot be read. */
export const unreadableVariants: readonly Variant[] = [
  {
    id: 'http-error-for-unreadable',
    title: 'refuses bodies it cannot read with HTTP 400',
    change: profile({ unreadable: 'http-400' }),
  },
];
