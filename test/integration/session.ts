/** The folder whose suites this session runs. VS Code is killed and started again between two phases. */
export const phase = required('VEO_TEST_PHASE');

/** A folder that all sessions of a run share, for the handover to the suites after the restart. */
export const scratchFolder = required('VEO_TEST_SCRATCH');

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these suites with npm run test:integration.`);
  return value;
}
