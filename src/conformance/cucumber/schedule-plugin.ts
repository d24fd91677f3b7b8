/**
 * The Cucumber plugin that puts our schedule in place of what Cucumber found: the same scenario once per configuration,
 * in our order, from feature files that were parsed before. Cucumber looks for the two names exported here.
 */
import { runContext, type ScheduledPickle } from '../scenario/context.ts';

interface PluginContext {
  transform(
    event: 'pickles:order',
    transformer: (pickles: readonly ScheduledPickle[]) => readonly ScheduledPickle[],
  ): void;
}

export const type = 'plugin';

export function coordinator({ transform }: PluginContext): void {
  transform('pickles:order', () => runContext().pickles);
}
