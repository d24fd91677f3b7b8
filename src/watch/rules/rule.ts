/** A rule that is applied to one exchange after the other, with what is known from those before. */
import type { Report } from '../../conformance/monitors/monitor.ts';
import { type Element, elementsNamed, placeOf } from '../../conformance/monitors/stream.ts';
import type { Syntax } from '../../protocol/syntax/types.ts';
import type { Version } from '../../protocol/version.ts';
import type { Place } from '../../results/results.ts';
import type { Asked, Scene } from '../scene.ts';

export interface Rule {
  /** A few words: `the client answers NewMessage with MessageDelivered`. */
  readonly name: string;
  /** The requirement it judges, which says whose rule it is. */
  readonly requirement: string;
  readonly versions?: readonly Version[];
  readonly syntax?: Syntax;
  judge(scene: Scene, report: Report): void;
}

/** The place of a transaction of the client. */
export function atRequest({ observed }: Scene, part?: { readonly index: number }, element?: string): Place {
  return placeIn(observed, 'request', part, element);
}

/** The place of a transaction of the server. */
export function atAnswer({ observed }: Scene, part?: { readonly index: number }, element?: string): Place {
  return placeIn(observed, 'response', part, element);
}

function placeIn(
  observed: Scene['observed'],
  side: 'request' | 'response',
  part: { readonly index: number } | undefined,
  element: string | undefined,
): Place {
  if (part === undefined) return placeOf(observed.exchange, side);
  const transaction = elementsNamed(observed[side]?.read.tree, 'Transaction')[part.index];
  const content = transaction?.children.find(({ node }) => node.name === 'TransactionContent')?.children[0];
  const inner = element === undefined || content === undefined ? undefined : below(content, element);
  return placeOf(observed.exchange, side, inner ?? content ?? transaction);
}

function below(element: Element, name: string): Element | undefined {
  for (const child of element.children) {
    const found = child.node.name === name ? child : below(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A rule about every request of the client of certain names. */
export function eachAsked(
  requirement: string,
  name: string,
  primitives: readonly string[],
  judge: (asked: Asked, scene: Scene, report: Report) => void,
  extra: Pick<Rule, 'versions' | 'syntax'> = {},
): Rule {
  const wanted = new Set(primitives);
  return {
    name,
    requirement,
    ...extra,
    judge(scene, report) {
      for (const asked of scene.asked) if (wanted.has(asked.name)) judge(asked, scene, report);
    },
  };
}
