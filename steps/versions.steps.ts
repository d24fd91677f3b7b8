/** Steps of features/csp/common/versions.feature: users of different versions. */
import { Given } from '@cucumber/cucumber';
import { speakDifferently } from './support/versions.ts';
import type { World } from './support/world.ts';

Given('A, B and C speak different versions or syntaxes', function (this: World) {
  speakDifferently(this);
});
