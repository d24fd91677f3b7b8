/** The log of exchanges for an operator, one line each: user, request, answer, findings. */

import type { Document } from '../protocol/messages/document.ts';
import { unseal } from '../protocol/messages/envelope.ts';
import { contentTypeFor } from '../protocol/syntax/index.ts';
import type { ReadResult, Syntax } from '../protocol/syntax/types.ts';
import type { Version } from '../protocol/version.ts';
import type { ServerResponse } from '../transport/http/server.ts';
import type { MessageContext } from './hooks.ts';
import { plain, reasonIn } from './http-refusal.ts';
import type { Post } from './post.ts';
import type { Core } from './transactions/core.ts';

/** A transaction of either side. */
export interface LoggedTransaction {
  readonly name: string;
  readonly id: string;
  /** Code of its Result, if it has one. */
  readonly code: number | undefined;
  readonly text: string | undefined;
}

export interface Exchange {
  /** Milliseconds since the epoch, by the clock of the server. */
  readonly at: number;
  readonly user: string | undefined;
  readonly version: Version | undefined;
  readonly syntax: Syntax | undefined;
  /** HTTP status of the answer. */
  readonly status: number;
  readonly asked: readonly LoggedTransaction[];
  readonly answered: readonly LoggedTransaction[];
  /** Reason for an answer that is not a CSP message. */
  readonly reason: string | undefined;
  /** Findings of the reader in the request. */
  readonly findings: readonly string[];
  readonly request: Uint8Array;
  readonly response: Uint8Array;
}

export function exchangeOf(
  core: Core,
  post: Post,
  read: ReadResult | undefined,
  written: { readonly document: Document; readonly context: MessageContext } | undefined,
  response: ServerResponse,
): Exchange {
  const asked = read?.document === undefined ? undefined : unseal(read.document);
  const named = asked?.sessionId === undefined ? undefined : core.sessions.get(asked.sessionId);
  const login = asked?.transactions.find((t) => t.primitive.name === 'Login-Request');
  const claimed = (login?.primitive.value as { readonly UserID?: string } | undefined)?.UserID;
  return {
    at: core.clock.now(),
    user: written?.context.session?.user ?? named?.user ?? claimed,
    version: read?.version,
    syntax: read?.syntax,
    status: response.status,
    asked: read?.document === undefined ? [] : loggedIn(read.document),
    answered: written === undefined ? [] : loggedIn(written.document),
    reason: reasonIn(response),
    findings: [...aboutPost(post, read), ...(read?.findings ?? []).map(({ path, message }) => `${path}: ${message}`)],
    request: post.body,
    response: response.body ?? new Uint8Array(),
  };
}

/** Notes on oddities that do not prevent an answer: the media type of another version, an unusual path. */
function aboutPost({ contentType = '', path = '/' }: Post, read: ReadResult | undefined): readonly string[] {
  const noted: string[] = [];
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase();
  if (read?.version !== undefined && type !== contentTypeFor(read.version, read.syntax)) {
    noted.push(
      `HTTP: the media type is ${type}, that of ${read.version} is ${contentTypeFor(read.version, read.syntax)}`,
    );
  }
  if (path !== '/') noted.push(`HTTP: the path is ${path}; every path is served alike`);
  return noted;
}

function loggedIn(document: Document): readonly LoggedTransaction[] {
  const envelope = unseal(document);
  if (envelope === undefined) return [{ name: document.root, id: '', code: undefined, text: undefined }];
  return envelope.transactions.map(({ id, primitive }) => {
    const { Result } = primitive.value as {
      readonly Result?: { readonly Code?: number; readonly Description?: string };
    };
    return { name: primitive.name, id: id ?? '', code: Result?.Code, text: Result?.Description };
  });
}

/** `14:05:09.120 wv:alice@example.com 1.2 xml Login-Request -> Login-Response 200 Successful`. */
export function lineOf({ at, user, version, syntax, status, asked, answered, reason }: Exchange): string {
  const time = new Date(at).toISOString().slice(11, 23);
  const request = asked.map(({ name }) => name).join(', ') || 'unreadable';
  const answer =
    reason !== undefined
      ? `HTTP ${status} ${reason}`
      : answered
          .map(({ name, code, text }) => [name, code, text].filter((part) => part !== undefined).join(' '))
          .join(', ') || (status === 200 ? 'nothing' : `HTTP ${status}`);
  return plain(`${time} ${user ?? '-'} ${version ?? '-'} ${syntax ?? '-'} ${request} -> ${answer}`);
}
