/** Codes in answers of the server to the peer. */

import { catalogue } from '../../src/conformance/catalogue/catalogue.ts';
import type { PeerAnswer } from '../../src/peer/types.ts';
import { codesInPeerAnswer, shownPeerAnswer } from '../support/peer-answers.ts';
import type { World } from '../support/world.ts';

/** The codes that the requirement of the scenario accepts beside the preferred one. */
function toleratedBeside(world: World, code: number): readonly number[] {
  const all = world.run.scheduled.requirements.map((id) => catalogue.requirement(id));
  return all.find((requirement) => requirement?.statusCode === code)?.altStatusCodes ?? [];
}

/** One of `codes` is the preferred one, or one that the requirement accepts beside it, which is noted. */
export function expectCode(
  world: World,
  answer: PeerAnswer,
  codes: readonly (number | undefined)[],
  preferred: number,
): void {
  const tolerated = toleratedBeside(world, preferred);
  const other = codes.find((code) => code !== undefined && tolerated.includes(code));
  const fits = codes.includes(preferred);
  const wanted = `code ${[preferred, ...tolerated].join(' or ')}`;
  world.expect.that(fits || other !== undefined, wanted, shownPeerAnswer(answer));
  if (!fits) world.note(`answered ${shownPeerAnswer(answer)}; ${preferred} is preferred`);
}

/** The request was refused: by that code or one beside it, or by a closed connection. */
export function expectRefusal(world: World, code: number): void {
  const answer = world.kept<PeerAnswer | undefined>('peer:answer');
  if (answer !== undefined) {
    expectCode(world, answer, codesInPeerAnswer(answer), code);
    return;
  }
  world.expect.met();
  world.note(`refused by HTTP or a closed connection; Status ${code} is preferred`);
}
