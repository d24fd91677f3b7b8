/** The hooks around every scenario and step. */
import {
  After,
  Before,
  defineParameterType,
  setDefaultTimeout,
  setDefinitionFunctionWrapper,
} from '@cucumber/cucumber';
import { runContext } from '../../src/conformance/scenario/context.ts';
import { HarnessError } from '../../src/conformance/scenario/signals.ts';
import type { Stranger } from './peers.ts';
import { type Party, World } from './world.ts';

// The scenario has a bound of its own (ixit.timers.scenario) that is told apart from a fault of a step.
setDefaultTimeout(-1);

type StepFunction = (this: World, ...parameters: unknown[]) => unknown;

setDefinitionFunctionWrapper((step: StepFunction): StepFunction => {
  return function (...parameters) {
    const { scenario } = runContext();
    const call = () => step.apply(this, parameters);
    if (scenario?.step === undefined) return call();
    this.begin(parameters);
    return scenario.runStep(call);
  };
});

Before(() => (runContext().scenario === undefined ? 'skipped' : undefined));

After(async () => {
  const { scenario, afterScenario } = runContext();
  if (scenario === undefined) return;
  await scenario.finish();
  await afterScenario?.(scenario);
});

/** `A`, `B`, `C`, `D`; `A2` is A with a second client. */
defineParameterType({
  name: 'party',
  regexp: /[A-D][2-9]?/,
  transformer(this: unknown, key: string): Party {
    if (!(this instanceof World)) throw new HarnessError('a party is only known inside a scenario');
    return this.party(key);
  },
});

/** `Z`, `Y`: users of the peer; `Z2` of the second one. */
defineParameterType({
  name: 'stranger',
  regexp: /[YZ][23]?/,
  transformer: (key: string): Stranger => ({
    letter: key.startsWith('Y') ? 'Y' : 'Z',
    number: Number(key[1] ?? 1) as 1 | 2 | 3,
  }),
});

/** A name of a primitive: `KeepAlive-Request`. */
defineParameterType({
  name: 'primitive',
  regexp: /[A-Z][A-Za-z]+(?:-[A-Z][A-Za-z]+)?/,
  transformer: (name: string) => name,
});

/** One or several result codes: `200`, `200 or 401`. */
defineParameterType({
  name: 'codes',
  regexp: /\d{3}(?:(?:, | or )\d{3})*/,
  // An optional group of a regular expression may be missing.
  transformer: (text?: string | null) => text?.split(/, | or /).map(Number),
});
