/** Checks of seconds, which run side by side: the one definition of lint, for `npm test`, `npm run check` and `npm run lint`. */
import { bin, type Check } from './perform.ts';

/** The compiled command line; the caller compiles before a check starts. */
export const impsc = ['node', 'dist/src/cli/main.js'] as const;

export const light: readonly Check[] = [
  { name: 'types', command: [bin('tsc'), '--noEmit'] },
  { name: 'types of the page', command: [bin('tsc'), '--noEmit', '-p', 'src/explorer/page/tsconfig.json'] },
  { name: 'lint', command: [bin('biome'), 'check', '.'] },
  { name: 'architecture', command: [bin('depcruise'), '--config', '.dependency-cruiser.cjs', 'src', 'steps'] },
  { name: 'picture of the rooms', command: ['node', 'scripts/draw-rooms.mjs', '--check'] },
  { name: 'dead code', command: [bin('knip')] },
  { name: 'language of comments', command: ['node', '--import', 'tsx', 'scripts/check-language.ts'] },
  { name: 'type assertions', command: ['node', '--import', 'tsx', 'scripts/checks/assertions.ts'] },
  { name: 'catalogue and features', command: [...impsc, 'lint'] },
];
