/** Which children are missing, too many or exclude each other, judged on their numbers alone; order is judged apart. */
import type { Child, Order, Rule, Shape } from './compile.ts';

export interface OccurrenceProblem {
  readonly kind: 'missing-element' | 'too-many' | 'choice';
  /** Children concerned, by name. */
  readonly names: readonly string[];
  readonly message: string;
}

/** The part of a shape that says which children there may be. */
type Children = Pick<Shape<Child>, 'kind' | 'rule' | 'slots'>;

/** Number of children by slot index. */
export type Counts = ArrayLike<number>;

/** The problems of the children of an element; undefined (not an empty list) when there are none. */
export function occurrenceProblems(element: Children, counts: Counts): OccurrenceProblem[] | undefined {
  if (element.rule !== undefined) return problemsOf(element.rule, counts);
  if (element.kind === 'oneOf') return oneOfProblems(element, counts);
  return undefined;
}

function oneOfProblems(element: Children, counts: Counts): OccurrenceProblem[] | undefined {
  const present: string[] = [];
  let total = 0;
  for (const slot of element.slots) {
    const n = counts[slot.index] ?? 0;
    total += n;
    if (n > 0) present.push(slot.name);
  }
  if (total === 1) return undefined;
  if (total === 0) return [{ kind: 'choice', names: [], message: 'no primitive' }];
  return [{ kind: 'choice', names: present, message: `more than one primitive, ${present.join(', ')}` }];
}

function problemsOf(rule: Rule<Child>, counts: Counts): OccurrenceProblem[] | undefined {
  if (rule.kind === 'ref') return refProblem(rule.slot, counts[rule.slot.index] ?? 0, rule.min, rule.max);
  if (rule.max > 1) return repeatedProblems(rule, counts);
  if (rule.min === 0 && rule.members.every((m) => counts[m] === 0)) return undefined;
  return rule.kind === 'seq' ? seqProblems(rule.rules, counts) : choiceProblems(rule, counts);
}

function refProblem(slot: Child, n: number, min: number, max: number): OccurrenceProblem[] | undefined {
  if (n < min) return [{ kind: 'missing-element', names: [slot.name], message: `${slot.name} is missing` }];
  if (n > max)
    return [
      { kind: 'too-many', names: [slot.name], message: `${slot.name} occurs ${n} times, at most ${max} expected` },
    ];
  return undefined;
}

function seqProblems(rules: readonly Rule<Child>[], counts: Counts): OccurrenceProblem[] | undefined {
  let all: OccurrenceProblem[] | undefined;
  for (const rule of rules) {
    const problems = problemsOf(rule, counts);
    if (problems !== undefined) all = all === undefined ? problems : [...all, ...problems];
  }
  return all;
}

type GroupRule = Extract<Rule<Child>, { kind: 'seq' | 'choice' }>;

function membersOf(rule: Rule<Child>): readonly number[] {
  return rule.kind === 'ref' ? [rule.slot.index] : rule.members;
}

/** Of the alternatives that cover every child that is there, the one with the fewest problems counts. */
function choiceProblems(rule: GroupRule, counts: Counts): OccurrenceProblem[] | undefined {
  const present = rule.members.filter((m) => (counts[m] ?? 0) > 0);
  let best: OccurrenceProblem[] | undefined;
  let covered = false;
  for (const alternative of rule.rules) {
    const members = membersOf(alternative);
    if (!present.every((m) => members.includes(m))) continue;
    const problems = problemsOf(alternative, counts);
    if (problems === undefined) return undefined;
    if (!covered || problems.length < (best?.length ?? 0)) best = problems;
    covered = true;
  }
  if (present.length === 0) {
    const names = rule.rules.map(describe);
    return [{ kind: 'choice', names: [], message: `one of ${names.join(', ')} is missing` }];
  }
  if (covered) return best;
  const names = namesOf(rule, present);
  return [{ kind: 'choice', names, message: `${names.join(' and ')} exclude each other` }];
}

/** A repeated sequence needs the same number of each mandatory child; a repeated choice takes any number of each. */
function repeatedProblems(rule: GroupRule, counts: Counts): OccurrenceProblem[] | undefined {
  const total = rule.members.reduce((sum, m) => sum + (counts[m] ?? 0), 0);
  if (total === 0) {
    if (rule.min === 0) return undefined;
    return [
      {
        kind: rule.kind === 'choice' ? 'choice' : 'missing-element',
        names: [],
        message: `at least one ${describe(rule)} is missing`,
      },
    ];
  }
  if (rule.kind === 'choice') return undefined;
  const refs = rule.rules.filter((r) => r.kind === 'ref');
  const rounds = Math.max(...refs.map((r) => counts[r.slot.index] ?? 0));
  const problems: OccurrenceProblem[] = [];
  for (const { slot, min } of refs) {
    const n = counts[slot.index] ?? 0;
    if (min === 1 && n < rounds) {
      problems.push({
        kind: 'missing-element',
        names: [slot.name],
        message: `${slot.name} is missing in ${rounds - n} of ${rounds} rounds`,
      });
    }
  }
  return problems.length === 0 ? undefined : problems;
}

function namesOf(rule: Rule<Child>, present: readonly number[]): string[] {
  if (rule.kind === 'ref') return present.includes(rule.slot.index) ? [rule.slot.name] : [];
  return [...new Set(rule.rules.flatMap((r) => namesOf(r, present)))];
}

function describe(rule: Rule<Child>): string {
  if (rule.kind === 'ref') return rule.slot.name;
  return `(${rule.rules.map(describe).join(rule.kind === 'seq' ? ', ' : ' | ')})`;
}

/** Index of the first child that stands where no legal order has it; -1 when the order is right. */
export function misplaced(orders: readonly Order[], sequence: readonly number[]): number {
  let furthest = -1;
  for (const order of orders) {
    const at = misplacedIn(order, sequence);
    if (at === -1) return -1;
    furthest = Math.max(furthest, at);
  }
  return furthest;
}

function misplacedIn(order: Order, sequence: readonly number[]): number {
  let rank = -1;
  let inner = -1;
  for (let i = 0; i < sequence.length; i++) {
    const slot = sequence[i] ?? 0;
    const r = order.rank[slot] ?? 0;
    const n = order.inner[slot] ?? 0;
    if (r < rank) return i;
    // a new round of a repeated group starts with its first member, whose place is the rank
    if (r === rank && n <= inner && n !== r) return i;
    rank = r;
    inner = n;
  }
  return -1;
}
