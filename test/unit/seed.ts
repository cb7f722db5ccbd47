import fc from 'fast-check';

/** Property tests try the same values in each run, so that a run fails only because of a change. */
const SEED = 20_260_824;

const { VEO_TEST_SEED: seed } = process.env;
if (seed !== 'random') fc.configureGlobal({ seed: seed ? Number(seed) : SEED });
