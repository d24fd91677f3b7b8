/** Step definitions as the lint and `impsc show` see them, and the definitions that fit a step. */

/** A step definition as Cucumber registers it. */
export interface StepDefinition {
  /** The file it was loaded from, relative to the project: a source, or a compiled file below dist. */
  readonly uri: string;
  readonly line: number;
  readonly pattern: string | RegExp;
  matchesStepName(text: string): boolean;
}

/** The part of Cucumber's library of support code that is read here. */
export interface StepDefinitions {
  readonly stepDefinitions: readonly StepDefinition[];
}

/** Finds the definitions that fit a step text; each text is matched once. */
export function definitionsByText(definitions: readonly StepDefinition[]): (text: string) => readonly StepDefinition[] {
  const known = new Map<string, readonly StepDefinition[]>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const fitting = definitions.filter((one) => one.matchesStepName(text));
    known.set(text, fitting);
    return fitting;
  };
}
