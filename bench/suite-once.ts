/** The access suite or its floor, once, in a process that has run nothing before; tells what it took. */
import { suiteRuns } from './suite.ts';

const { real, floor } = await suiteRuns();
const took = await (process.argv[2] === 'floor' ? floor() : real());
process.send?.(took, () => process.exit());
