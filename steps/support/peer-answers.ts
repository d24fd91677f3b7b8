/** Answers to requests of the tester's servers, and the codes in them. */
import type { Codes } from '../../src/conformance/scenario/expect.ts';
import type { PeerAnswer } from '../../src/peer/types.ts';
import type { PeerActor, World } from './world.ts';

interface StatusParts {
  readonly code?: number;
  readonly DetailedResult?: readonly { readonly code?: number }[];
}

function statusOf({ primitive }: PeerAnswer): StatusParts {
  const value: object = primitive.value;
  const parts: StatusParts & { readonly Status?: StatusParts } = value;
  return primitive.name === 'Status' ? parts : (parts.Status ?? {});
}

/** The code of an answer, and those of its details. */
export function codesInPeerAnswer(answer: PeerAnswer): readonly number[] {
  const { code, DetailedResult = [] } = statusOf(answer);
  return [code, ...DetailedResult.map((detail) => detail.code)].filter((one) => one !== undefined);
}

/** `SendMessageResponse 900 (532)`, for failures. */
export function shownPeerAnswer(answer: PeerAnswer): string {
  const [code, ...details] = codesInPeerAnswer(answer);
  const inside = details.length === 0 ? '' : ` (${details.join(', ')})`;
  return `${answer.primitive.name} ${code ?? ''}${inside}`.replace(/ $/, '');
}

/** All went well: no code at all, or one of 2xx that does not speak of a part. */
export function isWholeSuccess(answer: PeerAnswer): boolean {
  return answer.success && answer.code !== 201;
}

export function expectPeerSuccess(world: World, peer: PeerActor, answer: PeerAnswer): void {
  world.expect.that(isWholeSuccess(answer), 'code 200', shownPeerAnswer(answer), peer.place(answer.arrival, 'Status'));
}

/** The answer refuses with one of the codes, alone or in its details. One that is only tolerated is noted. */
export function expectPeerRefusal(world: World, peer: PeerActor, answer: PeerAnswer, codes: Codes): void {
  const found = codesInPeerAnswer(answer);
  const { preferred, tolerated } = codes;
  const fits = !isWholeSuccess(answer) && found.some((code) => [...preferred, ...tolerated].includes(code));
  const expected = `a refusal with ${[...preferred, ...tolerated].join(' or ')}`;
  world.expect.that(fits, expected, shownPeerAnswer(answer), peer.place(answer.arrival, 'Status'));
  if (!found.some((code) => preferred.includes(code))) {
    world.note(`answered ${shownPeerAnswer(answer)}; ${preferred.join(' or ')} is preferred`);
  }
}
