/** The parts of system messages, tied together once, and what an operator says with them. */
import type { Value } from '../../protocol/messages/infer.ts';
import type { AccessPoint } from '../element.ts';
import type { ElementChange } from '../seam.ts';
import type { UserQueue } from '../transactions/user-queue.ts';
import type { SystemMessageProfile } from './profile.ts';

/** Events that the operator wants to be told. */
export interface SystemMessageOrder {
  readonly text?: string | undefined;
  /** Texts of the answers to choose from; they are numbered from 1. */
  readonly options?: readonly string[] | undefined;
  /** Default: an answer is wanted where there are options or a key. */
  readonly requiresResponse?: boolean | undefined;
  /** The key the user must give back, and the text or the URL of the picture that shows it. */
  readonly verification?: { readonly key: string; readonly shown: { InText: string } | { URL: string } } | undefined;
  /** The user does not log in before the answer. */
  readonly beforeLogin?: boolean | undefined;
}

export interface SystemMessage {
  readonly id: string;
  readonly requiresResponse: boolean;
  readonly options: readonly string[];
  readonly key: string | undefined;
  readonly beforeLogin: boolean;
  readonly element: Value<'SystemMessage', '1.3'>;
  /** The answer of the user. */
  answer: { readonly option: number | undefined } | undefined;
}

export interface SystemMessages {
  /** Sends a message to a user, when next on line if need be. @returns the SystemMessageID. @throws Error for an unknown user. */
  send(user: string, order: SystemMessageOrder): string;
  /** Takes a message back that was not answered yet, as far as no client has it. */
  withdraw(user: string, id: string): void;
  /** The text of the option a user chose, `''` for an answer without one; undefined while there is no answer. */
  answerTo(user: string, id: string): string | undefined;
  /** Takes the client's answers, all or none. @returns 200, or the code for the first that is wrong. */
  take(user: string, list: Value<'SystemMessageResponseList', '1.3'>): number;
  /** The Result of a login that has to wait for answers; undefined where nothing stands in its way. */
  loginObstacle(
    user: string,
    answers: Value<'SystemMessageResponseList', '1.3'> | undefined,
  ): Value<'Result'> | undefined;
  clear(): void;
}

export interface SystemMessageRules {
  /** 200, or what is wrong with the answer to a system message. */
  answerCode(message: SystemMessage, option: number | undefined, key: string | undefined): number;
}

export interface SystemMessageParts {
  readonly point: AccessPoint;
  readonly profile: SystemMessageProfile;
  readonly rules: SystemMessageRules;
  readonly queue: UserQueue;
  readonly systemMessages: SystemMessages;
}

export type SystemMessageChanges = ElementChange<SystemMessageParts, 'rules'>;
