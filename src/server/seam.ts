/**
 * The seam of a service element: groups of its functions, and the element itself, in which functions can be replaced
 * from outside. A change makes other functions of those before it, so several changes of one group add up. An element
 * is given its changes when it is made and applies them itself; nobody reaches into it afterwards.
 */
import type { AccessPoint, ServiceElement } from './element.ts';

/**
 * Functions in the place of some of `previous`. `parts` are the parts of the element with every change in force: to be
 * looked at when a function is called, not before.
 */
export type Change<Group, Parts> = (previous: Group, parts: Parts) => Partial<Group>;

/** Changes of one element. `Seams` names the parts of it whose functions may be replaced. */
export type ElementChange<Parts, Seams extends keyof Parts> = {
  readonly [Name in Seams]?: Change<Parts[Name], Parts>;
} & {
  /** The interface of the access point for this element: sessions, sending, the clock. */
  readonly access?: (previous: AccessPoint) => Partial<AccessPoint>;
  /** The element as the access point sees it: functions, handlers, reactions to sessions. */
  readonly element?: Change<ServiceElement, Parts>;
};

/** A copy that keeps accessors as they are. */
function copyOf<T extends object>(value: T): T {
  return Object.defineProperties({}, Object.getOwnPropertyDescriptors(value)) as T;
}

/** Applies a change to a group that was just made, in place: its functions that call each other meet the new ones. */
export function change<Group extends object, Parts>(
  group: Group,
  made: Change<Group, Parts> | undefined,
  parts: Parts,
): Group {
  return made === undefined ? group : Object.assign(group, made(copyOf(group), parts));
}

/** The access point as one element sees it. */
export function changedAccess(
  access: AccessPoint,
  made: ((previous: AccessPoint) => Partial<AccessPoint>) | undefined,
): AccessPoint {
  return made === undefined ? access : { ...access, ...made(access) };
}

/** The later change sees what the earlier one left. */
function chained<Group extends object, Parts>(
  earlier: Change<Group, Parts>,
  later: Change<Group, Parts>,
): Change<Group, Parts> {
  return (previous, parts) => {
    const first = earlier(previous, parts);
    return { ...first, ...later(Object.assign(copyOf(previous), first), parts) };
  };
}

/** Several changes of one element as one, in their order. */
export function combineChanges<Changes extends object>(all: readonly Changes[]): Changes {
  const combined: Record<string, Change<object, object>> = {};
  for (const changes of all) {
    for (const [name, made] of Object.entries(changes)) {
      const before = combined[name];
      if (made !== undefined) combined[name] = before === undefined ? made : chained(before, made);
    }
  }
  return combined as Changes;
}
