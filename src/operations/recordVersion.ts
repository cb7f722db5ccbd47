/** The version of the stored form. A record of another version is kept aside, for a release that can read it. */
export const RECORD_VERSION = 1;
