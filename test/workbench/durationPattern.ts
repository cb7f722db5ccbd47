/** A pattern for a span of time as rows and messages tell it, whatever it is: the machine may be slow. */
export const duration = String.raw`\d+ (?:s|min|h)(?: \d+ (?:s|min))?`;
