/**
 * The step definitions that a call of Cucumber needs. Cucumber holds each step of each scenario against all definitions
 * it is given, and looks on the disk for every file they came from; a call for a few scenarios is given those that fit.
 * The library is only read: each call gets a copy with fewer entries.
 */
import type { ISupportCodeLibrary } from '@cucumber/cucumber/api';

interface StepDefinition {
  readonly expression: { readonly regexp: RegExp };
  matchesStepName(text: string): boolean;
}

/** The library for a call that runs steps of these texts. */
export type Narrowed = (texts: Iterable<string>) => ISupportCodeLibrary;

/** Definitions that fit a text are looked for once. Where Cucumber keeps its definitions elsewhere, none is left out. */
export function narrowing(loaded: ISupportCodeLibrary): Narrowed {
  const { stepDefinitions } = loaded as { readonly stepDefinitions?: readonly StepDefinition[] };
  if (stepDefinitions === undefined) return () => loaded;
  const fitting = new Map<string, readonly StepDefinition[]>();
  const fitsFor = (text: string): readonly StepDefinition[] => {
    // The pattern alone is asked first: Cucumber looks for arguments at once, which takes longer.
    const fits = (one: StepDefinition) => one.expression.regexp.test(text) && one.matchesStepName(text);
    const known = fitting.get(text) ?? stepDefinitions.filter(fits);
    fitting.set(text, known);
    return known;
  };
  return (texts) => {
    const needed = new Set([...new Set(texts)].flatMap(fitsFor));
    const { originalCoordinates: origin } = loaded;
    const narrowed = {
      ...loaded,
      stepDefinitions: stepDefinitions.filter((definition) => needed.has(definition)),
      // One path to look for, since all of them are loaded.
      originalCoordinates: { ...origin, importPaths: origin.importPaths.slice(0, 1) },
    };
    return narrowed;
  };
}
