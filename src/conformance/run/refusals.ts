/**
 * Ends a run whose first answers are all the same refusal: the address, the credentials or the accounts are then wrong,
 * and the results say nothing about the implementation.
 */

import { answerRead, requestRead } from '../../client/read-messages.ts';
import { statusText } from '../../protocol/facts/status-codes.ts';
import { is, unseal } from '../../protocol/messages/envelope.ts';
import { resultCode } from '../../protocol/messages/result-code.ts';
import { header, mediaType } from '../../transport/http/headers.ts';
import { asksToSlowDown } from '../../transport/http/pacing.ts';
import type { Exchange } from '../../transport/types.ts';
import { PARTIES } from '../ics/types.ts';
import { withoutSecrets } from '../ics/url.ts';
import { ofClients } from '../verdicts/lost.ts';
import type { ScenarioOutcome } from '../verdicts/scenario-outcome.ts';

/** Scenarios that must meet the same refusal. */
const ENOUGH = 3;
/** Codes for an unknown user or a wrong password. */
const CREDENTIALS: ReadonlySet<number> = new Set([401, 403, 404, 409, 531]);

export interface Refusals {
  /** Looks at a scenario. Returns the reason to end the run, one sentence without a full stop; else undefined. */
  seen(outcome: Pick<ScenarioOutcome, 'exchanges' | 'scheduled'>): string | undefined;
}

const isHtml = ({ response }: Exchange): boolean =>
  response !== undefined &&
  (mediaType(response.headers) === 'text/html' ||
    /^\s*<(!doctype html|html)/i.test(Buffer.from(response.body.subarray(0, 100)).toString('latin1')));

/** A refusal at the address itself, in words; undefined for any other answer. */
function refusalOf(exchange: Exchange): string | undefined {
  const { response } = exchange;
  if (response === undefined || asksToSlowDown(response)) return undefined;
  const location = header(response.headers, 'Location');
  const to = location === undefined ? '' : `, Location ${withoutSecrets(location)}`;
  const status = `HTTP ${response.status} ${response.reason}`.trim();
  if (response.status !== 200) return `${status}${to}`;
  return isHtml(exchange) ? `${status} with an HTML page` : undefined;
}

const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/^HTTP 3/, 'is ixit.address right, or is it the address after the redirection'],
  [/^HTTP 40[137]/, 'does the server want credentials of HTTP (ixit.http.headers)'],
  [/^HTTP 4(06|15)/, 'does this address take the media types of the claimed versions and syntaxes'],
  [/^HTTP 5/, 'is the server behind this address running'],
];

function adviceOn(refusal: string): string {
  return ADVICE.find(([pattern]) => pattern.test(refusal))?.[1] ?? 'is ixit.address right';
}

type LoginAnswer = number | 'accepted' | 'otherwise';

/** Answers to the logins of a party in a scenario: a code about user and password, acceptance, or another refusal. */
function loginsOf(outcome: Pick<ScenarioOutcome, 'exchanges' | 'scheduled'>, party: string): LoginAnswer[] {
  const { version, syntax } = outcome.scheduled.configuration;
  return outcome.exchanges.flatMap((exchange): LoginAnswer[] => {
    if (exchange.party.replace(/-\d$/, '') !== party || exchange.response === undefined) return [];
    const asked = requestRead(exchange)?.document;
    if (asked === undefined || !names(asked).includes('Login-Request')) return [];
    const document = answerRead(exchange, version, syntax)?.document;
    const answered = document === undefined ? undefined : unseal(document)?.transactions[0]?.primitive;
    if (answered === undefined) return [];
    const code = resultCode(answered);
    if (code === undefined || (code >= 200 && code < 300)) {
      // Without a session it is a challenge: the digest is still to come.
      return is(answered, 'Login-Response') && answered.value.SessionID === undefined ? [] : ['accepted'];
    }
    return [CREDENTIALS.has(code) ? code : 'otherwise'];
  });
}

function names(document: Parameters<typeof unseal>[0]): readonly string[] {
  return unseal(document)?.transactions.map((t) => t.primitive.name) ?? [];
}

/** `scenarios`: number of scenarios of the run; if there are fewer than three, all of them must agree. */
export function createRefusals(scenarios: number): Refusals {
  const enough = Math.max(1, Math.min(ENOUGH, scenarios));
  let sameRefusals = 0;
  let refusal: string | undefined;
  /** Refusals of logins by party, one for each scenario. */
  const logins = new Map<string, number[]>();
  const accepted = new Set<string>();

  function atTheDoor(exchanges: readonly Exchange[]): string | undefined {
    if (sameRefusals < 0) return undefined;
    const said = exchanges.map(refusalOf);
    const [first] = said;
    if (first === undefined || said.some((one) => one !== first) || (refusal !== undefined && first !== refusal)) {
      sameRefusals = -1;
      return undefined;
    }
    refusal = first;
    sameRefusals++;
    if (sameRefusals < enough) return undefined;
    return `every answer from ${withoutSecrets(exchanges[0]?.request.url ?? '')} is ${first}: ${adviceOn(first)}?`;
  }

  function atLogin(outcome: Pick<ScenarioOutcome, 'exchanges' | 'scheduled'>): string | undefined {
    for (const party of PARTIES) {
      const codes = loginsOf(outcome, party);
      if (accepted.has(party) || codes.length === 0) continue;
      if (codes.includes('accepted')) accepted.add(party);
      const refused = codes.filter((code) => typeof code === 'number');
      if (refused.length === codes.length) logins.set(party, [...(logins.get(party) ?? []), ...refused.slice(0, 1)]);
    }
    const refused = [...logins].filter(([party, codes]) => !accepted.has(party) && codes.length >= enough);
    if (refused.length === 0) return undefined;
    const who = refused.map(([party, codes]) => `${party} (Status ${[...new Set(codes)].map(statusText).join(', ')})`);
    const keys = refused.map(([party]) => `ixit.accounts.${party}`).join(', ');
    return `every login was refused of ${who.join(', ')}: are user and password right in ${keys}?`;
  }

  return {
    seen(outcome) {
      const exchanges = ofClients(outcome.exchanges);
      if (exchanges.length === 0) return undefined;
      return atTheDoor(exchanges) ?? atLogin(outcome);
    },
  };
}
