/**
 * Set-up of the unit tests: every property test and every random history uses one fixed seed, so that no result depends
 * on chance. IMPS_SEED=<integer> takes another seed; `npm run random` tries many.
 */
import fc from 'fast-check';

const FIXED_SEED = '20070123';

process.env.IMPS_SEED ??= FIXED_SEED;
fc.configureGlobal({ seed: Number(process.env.IMPS_SEED) });
