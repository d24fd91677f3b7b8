/** The outcomes of the items of a request, gathered for its Result. */
import { isFailure } from '../../../protocol/facts/status-codes.ts';
import type { Version } from '../../../protocol/version.ts';
import { Refusal } from '../../element.ts';
import { combined, type ItemOutcome } from '../../results.ts';

export interface Outcomes {
  readonly items: readonly ItemOutcome[];
  /** Records a user, as the request writes the address. */
  user(address: string, code?: number): void;
  list(address: string, code?: number): void;
  /** Records what has no address and cannot fail: the default attribute list. */
  defaultList(): void;
  /** @throws Refusal when there were items and none succeeded: nothing of the request is to be carried out. */
  refuseIfFailed(version: Version): void;
}

export function createOutcomes(): Outcomes {
  const items: ItemOutcome[] = [];
  /** The recorded outcomes: an address that a request repeats is one item. */
  const recorded = new Set<string>();
  function once(kind: string, address: string, outcome: ItemOutcome): void {
    const key = `${kind} ${address}`;
    if (recorded.has(key)) return;
    recorded.add(key);
    items.push(outcome);
  }
  return {
    items,
    user(address, code = 200) {
      once('user', address, { code, item: { UserID: address } });
    },
    list(address, code = 200) {
      once('list', address, { code, item: { ContactList: address } });
    },
    defaultList() {
      items.push({ code: 200, item: { ContactList: '' } });
    },
    refuseIfFailed(version) {
      const { Code: code, DetailedResult: details } = combined(items, version);
      if (isFailure(code)) throw new Refusal(code, undefined, details);
    },
  };
}
