/** The details of a result: which items of a request failed, and with which code. */
import type { Answer } from '../../src/client/answers.ts';
import type { Value } from '../../src/protocol/messages/infer.ts';
import { PtsError } from '../../src/protocol/syntax/index.ts';
import type { World } from './world.ts';

/** Plain text gives a result as code and text. Where some items failed, it cannot be assessed there which ones. */
export function detailsOf({ code, result, reply }: Answer): readonly Value<'DetailedResult'>[] {
  if (code === 201 && reply.read?.syntax === 'pts') {
    throw new PtsError('DetailedResult', 'the code of DetailedResult in plain text is not known');
  }
  return result?.DetailedResult ?? [];
}

/** The same where a scenario wants them to be there. */
export function shownDetails(world: World): readonly Value<'DetailedResult'>[] {
  const details = detailsOf(world.answer);
  return world.expect.present(
    'DetailedResult',
    details.length > 0 ? details : undefined,
    world.place(world.answer, 'Result'),
  );
}
