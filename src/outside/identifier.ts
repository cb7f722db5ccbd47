/** Google's have twelve characters, UUIDs 36; those of gateways have points and underscores in them. */
const IDENTIFIER = /^[\w.-]{1,200}$/;

/** The id in a text from outside; undefined for a text that is none: it is never mended, for then it names another thing. */
export function identifierFrom(outside: string): string | undefined {
  return IDENTIFIER.test(outside) ? outside : undefined;
}
