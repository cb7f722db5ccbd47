/** The pattern of a duration in rows and messages; tests do not expect an exact one, since the machine may be slow. */
export const DURATION_PATTERN = String.raw`\d+ (?:s|min|h)(?: \d+ (?:s|min))?`;
