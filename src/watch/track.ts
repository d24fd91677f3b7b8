/** Recognises whose an exchange is, and learns from it what the next ones are judged by. */
import { contentOf } from '../conformance/monitors/sent.ts';
import type { Observed } from '../conformance/monitors/stream.ts';
import { expand, type FunctionsValue, featuresIn, featuresNamedWhole } from '../protocol/facts/service-tree.ts';
import type { Syntax } from '../protocol/syntax/types.ts';
import type { Version } from '../protocol/version.ts';
import { Recent } from './bounded.ts';
import { learnWorld } from './learn.ts';
import { learnLists } from './learn-lists.ts';
import { type Answered, provisional, type Scene, succeeded } from './scene.ts';
import { inside, type Loose, number, Session, text } from './session.ts';
import { keyOf, Users } from './users.ts';

/** Sessions that are remembered at a time. */
const MOST_SESSIONS = 10_000;
/** Codes that say that a session is gone. */
const GONE: readonly (number | undefined)[] = [600, 601, 604];

export class Tracker {
  readonly sessions = new Recent<string, Session>(MOST_SESSIONS);
  readonly users = new Users((id) => this.sessions.has(id));
  readonly #names = new Recent<string, number>(MOST_SESSIONS);
  #unknown = 0;

  /** The session an exchange belongs to. One that is not known yet was joined in the middle, or is opened by it. */
  sessionOf(
    { exchange, request, response }: Observed,
    assume: { version: Version; syntax: Syntax },
  ): Session | undefined {
    const version = request?.read.version ?? response?.read.version ?? assume.version;
    const syntax = request?.read.syntax ?? response?.read.syntax ?? assume.syntax;
    const asked = request?.envelope?.transactions ?? [];
    const login = asked.find(({ primitive }) => primitive.name === 'Login-Request');
    const opened = response?.envelope?.transactions.find(({ primitive }) => primitive.name === 'Login-Response');
    if (login !== undefined) {
      const answer = opened && contentOf<Loose>(opened);
      const id = text(answer, 'SessionID');
      const code = number(inside(answer, 'Result'), 'Code');
      if (id === undefined || (code !== undefined && code >= 300)) return undefined;
      const value = contentOf<Loose>(login);
      const known = this.sessions.get(id);
      // An old session that is taken up again goes on as it was.
      if (known !== undefined && known.ended?.how !== 'logout') {
        known.ended = undefined;
        return known;
      }
      const user = text(value, 'UserID') ?? text(answer, 'UserID');
      const session = new Session({ party: this.#partyOf(user), user, whole: true, version, syntax });
      session.clientId = clientIdOf(value);
      session.lastSentAt = exchange.sentAt;
      this.sessions.set(id, session);
      return session;
    }
    const id = request?.envelope?.sessionId ?? undefined;
    if (id === undefined || id === '') return undefined;
    const known = this.sessions.get(id);
    if (known !== undefined) return known;
    // An identifier the server does not know either is no session.
    const codes = response?.envelope?.transactions.map((t) => codeOf(contentOf<Loose>(t)));
    if (codes?.some((code) => GONE.includes(code)) === true) return undefined;
    this.#unknown += 1;
    const party = `session ${this.#unknown}`;
    const session = new Session({ party, user: undefined, whole: false, version, syntax });
    session.first = exchange.number;
    this.sessions.set(id, session);
    return session;
  }

  /** Something passed that nobody looked at: what sessions wait for is not known any more. */
  doubt(): void {
    for (const session of this.sessions.values()) session.forget();
  }

  #partyOf(user: string | undefined): string {
    const name = user ?? 'a user';
    const count = (this.#names.get(name) ?? 0) + 1;
    this.#names.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  }

  /** Takes over what an exchange changes. Called when it was judged. */
  learn(scene: Scene): void {
    const { session, observed } = scene;
    if (session === undefined) return;
    if (observed.request !== undefined) noteRequest(scene, session);
    if (observed.response !== undefined) noteAnswer(scene, session);
    learnWorld(scene, session);
    learnLists(scene, session);
    noteEnd(scene, session);
  }
}

function codeOf(value: Loose): number | undefined {
  return number(inside(value, 'Result'), 'Code');
}

/** A ClientID as text: URL and number, whichever is there. */
export function clientIdOf(value: Loose): string | undefined {
  const client = inside(value, 'ClientID');
  if (client === undefined) return undefined;
  return [text(client, 'URL'), text(client, 'MSISDN')].filter((part) => part !== undefined).join(' ') || undefined;
}

function noteRequest({ observed, asked, replies }: Scene, session: Session): void {
  const { exchange } = observed;
  session.lastSentAt = Math.max(session.lastSentAt ?? 0, exchange.sentAt);
  const polls = asked.some(({ name }) => name === 'Polling-Request');
  for (const due of session.due.values()) if (exchange.sentAt > due.at) due.later += 1;
  for (const open of session.open.values()) if (exchange.sentAt > open.at) open.later += 1;
  for (const fetched of session.fetched.values()) if (exchange.sentAt > fetched.at) fetched.later += 1;
  if (polls) {
    session.polledAt = exchange.sentAt;
    session.toldSincePoll = false;
    session.waits = undefined;
  } else if (session.waits !== undefined && exchange.sentAt > session.waits.at) session.waits.later += 1;
  for (const { id } of replies) session.due.delete(id ?? '');
  for (const { name, value, id } of asked) {
    if (name === 'ClientCapability-Request') session.capabilitiesDue = false;
    if (name === 'Service-Request') session.negotiated = true;
    if (name === 'MessageDelivered') session.fetched.delete(text(value, 'MessageID') ?? '');
    if (id === undefined || id === '') continue;
    session.ids.set(id, true);
    const passed = { name, value, id, exchange: exchange.number, at: exchange.sentAt };
    session.open.set(id, { ...passed, among: asked.length, othersAnswered: false, later: 0 });
  }
  for (const { name, value } of replies) {
    if (name === 'MessageDelivered') session.fetched.delete(text(value, 'MessageID') ?? '');
  }
  // Without an answer nobody knows if the server has them; with another status than 200 it has not.
  const lost = exchange.response === undefined || exchange.response.status !== 200;
  for (const { id } of lost ? asked : []) session.open.delete(id ?? '');
}

function noteAnswer({ observed, answers, told }: Scene, session: Session): void {
  const at = observed.exchange.answeredAt ?? observed.exchange.sentAt;
  const poll = observed.response?.envelope?.poll;
  if (poll === true) session.waits ??= { at, later: 0, told: false };
  else if (observed.response?.envelope !== undefined) session.waits = undefined;
  for (const { name, value, id } of told) {
    if (name === 'Disconnect' || name === 'Polling-Request') continue;
    const exchange = observed.exchange.number;
    session.told.set(id ?? '', true);
    session.toldSincePoll = true;
    session.due.set(id ?? '', { name, value, id: id ?? '', exchange, at, later: 0 });
  }
  for (const answer of answers) {
    const { to } = answer;
    if (to === undefined) continue;
    if (!provisional(answer)) session.open.delete(to.id);
    for (const open of session.open.values()) if (open.exchange === to.exchange) open.othersAnswered = true;
    noteLogin(answer, session);
    noteNegotiation(answer, session, at);
    noteGroups(answer, session);
    noteSearch(answer, session);
    // For a group alone, or in general: what holds for which message is no longer sure.
    if (to.name === 'SetDeliveryMethod-Request') session.delivery = undefined;
    if (answer.name === 'GetMessage-Response') {
      const id = text(inside(answer.value, 'MessageInfo'), 'MessageID') ?? text(to.value, 'MessageID');
      if (id !== undefined) session.fetched.set(id, { at, later: 0 });
    }
  }
  for (const { name, value } of [...told, ...answers.filter(({ to }) => to === undefined)]) {
    if (name === 'LeaveGroup-Response') session.groups.set(keyOf(text(value, 'GroupID') ?? ''), 'left');
  }
}

function noteLogin({ name, value, to }: Answered, session: Session): void {
  if (name === 'KeepAlive-Response') {
    const seconds = number(value, 'KeepAliveTime') ?? number(to?.value, 'TimeToLive');
    if (seconds !== undefined && seconds > 0) session.keepAlive = { seconds, from: 'keep-alive' };
  }
  if (name !== 'Login-Response') return;
  const seconds = number(value, 'KeepAliveTime') ?? number(to?.value, 'TimeToLive');
  if (seconds !== undefined && seconds > 0) session.keepAlive = { seconds, from: 'login' };
  // In 1.3 capabilities and functions may come with the login.
  session.capabilitiesDue = value.CapabilityRequest === true && to?.value.CapabilityList === undefined;
  if (to?.value.Functions !== undefined) session.negotiated = true;
}

function noteNegotiation({ name, value, to }: Answered, session: Session, at: number): void {
  if (name === 'ClientCapability-Response') {
    const offered = inside(to?.value, 'CapabilityList');
    const agreed = inside(value, 'AgreedCapabilityList') ?? inside(value, 'CapabilityList');
    session.pollMinimum = number(agreed, 'ServerPollMin') ?? number(offered, 'ServerPollMin');
    session.multiTrans = number(agreed, 'MultiTrans') ?? number(offered, 'MultiTrans');
    const method = text(offered, 'InitialDeliveryMethod');
    const lengths = ['AcceptedContentLength', 'AcceptedPushLength', 'AcceptedTextContentLength'];
    const told = lengths.flatMap((name) => number(agreed, name) ?? number(offered, name) ?? []);
    const length = told.length === 0 ? undefined : Math.min(...told);
    session.delivery = method === undefined ? undefined : { method, length, since: at };
  }
  if (name !== 'Service-Response') return;
  const { version } = session;
  const wanted = functionsIn(to?.value);
  const refusal = functionsIn(value);
  // An empty tree refuses nothing (AMB-049).
  const refused = Object.keys(refusal?.WVCSPFeat ?? {}).length === 0 ? undefined : refusal;
  const before = session.agreement;
  const leaves = new Set([...(before?.leaves ?? []), ...expand(wanted, version)]);
  const named = expand(refused, version);
  for (const leaf of named) leaves.delete(leaf);
  const features = new Set([...(before?.features ?? []), ...featuresIn(wanted, version)]);
  for (const feature of featuresNamedWhole(refused, version)) features.delete(feature);
  session.agreement = { leaves, features, refused: named, at };
}

function functionsIn(value: Loose | undefined): FunctionsValue | undefined {
  const functions = inside(value, 'Functions');
  return functions && { WVCSPFeat: inside(functions, 'WVCSPFeat') };
}

function noteGroups({ to, ...answer }: Answered, { groups }: Session): void {
  const group = keyOf(text(to?.value, 'GroupID') ?? '');
  if (to === undefined || group === '' || !succeeded(answer)) return;
  if (to.name === 'JoinGroup-Request') groups.set(group, 'joined');
  if (to.name === 'LeaveGroup-Request' || to.name === 'DeleteGroup-Request') groups.set(group, 'left');
  if (to.name === 'CreateGroup-Request' && to.value.JoinGroup === true) groups.set(group, 'joined');
}

function noteSearch({ name, value, to }: Answered, { searches }: Session): void {
  if (name !== 'Search-Response') return;
  const id = String(value.SearchID ?? to?.value.SearchID ?? '');
  if (id === '') return;
  searches.set(id, { complete: value.CompletionFlag === true, next: number(value, 'SearchIndex') });
}

function noteEnd({ observed, answers, told, asked }: Scene, session: Session): void {
  const at = observed.exchange.answeredAt ?? observed.exchange.sentAt;
  if (session.ended !== undefined) return;
  const logout = answers.find(({ to, code }) => to?.name === 'Logout-Request' && (code ?? 200) < 500);
  const disconnected = [...told, ...answers].find(({ name }) => name === 'Disconnect');
  const gone = answers.find(({ code }) => GONE.includes(code));
  if (logout !== undefined || asked.some(({ name }) => name === 'Logout-Request')) {
    if (logout !== undefined || gone !== undefined) session.ended = { how: 'logout', code: undefined, at };
  } else if (disconnected !== undefined) {
    session.ended = { how: 'disconnect', code: codeOf(disconnected.value), at };
  } else if (gone !== undefined) session.ended = { how: 'gone', code: gone.code, at };
}
