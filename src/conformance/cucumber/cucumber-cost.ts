/**
 * What Cucumber does again and again that need be done once, or not at all. It reaches into parts of Cucumber that are
 * not promised to stay: its version is pinned, and where something is not as it is known here, Cucumber does as it always
 * does. What it says of a scenario is the same either way.
 */
import { createRequire } from 'node:module';
import type { ISupportCodeLibrary } from '@cucumber/cucumber/api';

interface StepDefinition {
  readonly expression: {
    readonly regexp: RegExp;
    match(text: string): unknown;
    readonly treeRegexp?: Partial<PatternWithGroups>;
  };
  matchesStepName(text: string): boolean;
}

interface PatternWithGroups {
  readonly regexp: RegExp;
  readonly groupBuilder: { build(match: RegExpExecArray, next: () => number): unknown };
  match(text: string): unknown;
}

/**
 * Cucumber takes patterns apart to learn where their groups begin and end, as engines once could not tell; this one can.
 * Half a second of each process of a long run.
 */
function askEngineForGroups(pattern: Partial<PatternWithGroups> | undefined): void {
  const { regexp, groupBuilder } = pattern ?? {};
  if (pattern === undefined || regexp === undefined || groupBuilder === undefined) return;
  pattern.match = (text) => {
    const found = new RegExp(regexp, `${regexp.flags.replace('d', '')}d`).exec(text);
    let group = 0;
    return found === null ? null : groupBuilder.build(found, () => group++);
  };
}

/** The library for a call that runs steps of these texts: other definitions are left out, and where they came from. */
export type Narrowed = (texts: Iterable<string>) => ISupportCodeLibrary;

/**
 * Cucumber holds every step text against every step definition, anew for each scenario. The answer never changes, so
 * it is remembered: half of Cucumber's own cost. What Cucumber says is not altered, nor does it change where it is given
 * only the definitions that fit a step of what it is to run.
 */
export function rememberMatches(loaded: ISupportCodeLibrary): Narrowed {
  const { stepDefinitions } = loaded as unknown as { readonly stepDefinitions?: readonly StepDefinition[] };
  const fitting = new Map<string, ReadonlySet<StepDefinition>>();
  let last: { readonly text: string; readonly fits: ReadonlySet<StepDefinition> } | undefined;
  const fitsFor = (text: string): ReadonlySet<StepDefinition> => {
    if (last?.text === text) return last.fits;
    let fits = fitting.get(text);
    if (fits === undefined) {
      // What does not match the pattern need not be asked for its arguments.
      const matches = ({ expression }: StepDefinition) =>
        expression.regexp.test(text) && expression.match(text) !== null;
      fits = new Set((stepDefinitions ?? []).filter(matches));
      fitting.set(text, fits);
    }
    last = { text, fits };
    return fits;
  };
  for (const definition of stepDefinitions ?? []) {
    definition.matchesStepName = (text) => fitsFor(text).has(definition);
    const { expression } = definition;
    askEngineForGroups(expression.treeRegexp);
    const match = expression.match.bind(expression);
    const known = new Map<string, unknown>();
    expression.match = (text) => {
      let found = known.get(text);
      if (found === undefined) {
        found = match(text) ?? null;
        if (found !== null) known.set(text, found);
      }
      return found;
    };
  }
  return (texts) => {
    if (stepDefinitions === undefined) return loaded;
    const needed = new Set<StepDefinition>();
    for (const text of new Set(texts)) for (const definition of fitsFor(text)) needed.add(definition);
    const { originalCoordinates: origin } = loaded;
    const narrowed = {
      ...loaded,
      stepDefinitions: stepDefinitions.filter((definition) => needed.has(definition)),
      // Every call looks for all files the library came from, and then loads none of them.
      originalCoordinates: { ...origin, importPaths: origin.importPaths.slice(0, 1) },
    };
    return narrowed;
  };
}

type InScope = (store: unknown, callback: () => unknown) => Promise<unknown>;

/**
 * Around each step Cucumber keeps the world in an AsyncLocalStorage, for steps that import `world` instead of taking
 * `this`; no step here does. Node 20 follows every promise of the process from the first such call on, at a twentieth of
 * what a scenario takes.
 */
export function withoutAsyncTracking(): void {
  let scope: { runInTestCaseScope?: InScope };
  try {
    scope = createRequire(import.meta.url)('@cucumber/cucumber/lib/runtime/scope/test_case_scope');
  } catch {
    return;
  }
  if (typeof scope.runInTestCaseScope !== 'function') return;
  scope.runInTestCaseScope = async (_store, callback) => callback();
}
