/** Lint alone: `npm run lint`. */
import { light } from './checks/light.ts';
import { conclude, performTwoAtATime } from './checks/perform.ts';

conclude(await performTwoAtATime(light));
