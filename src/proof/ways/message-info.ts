/** Changes of MessageInfo. */
import type { PrimitiveName } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import type { Change } from '../types.ts';
import { edits } from './families.ts';

export interface Info {
  readonly Sender?: object;
  readonly Recipient?: object;
}

/** Changes the MessageInfo of every primitive of a name. */
export function editsMessageInfo(name: PrimitiveName, edit: (info: Info & Record<string, unknown>) => object): Change {
  return edits(name, (value) => {
    const { MessageInfo } = value as unknown as { readonly MessageInfo: Info & Record<string, unknown> };
    return { ...value, MessageInfo: edit(MessageInfo) } as unknown as Value<typeof name>;
  });
}
