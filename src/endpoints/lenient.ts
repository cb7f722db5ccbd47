import * as v from 'valibot';

/** A field that may be absent, null, or of a form nobody documented: then it tells nothing, and fails nothing. */
export const lenient = <T extends v.GenericSchema>(schema: T) =>
  v.optional(v.fallback(v.nullable(schema), null));
