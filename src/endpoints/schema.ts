import * as v from 'valibot';

/** A field that may be absent, null, or of a form nobody documented: a field that cannot be read fails nothing else. */
export const ifReadable = <T extends v.GenericSchema>(schema: T) =>
  v.optional(v.fallback(v.nullable(schema), null));

/** A number that some gateways write as a string, such as `"8"`. */
export const numberOrNumericString = v.union([
  v.number(),
  v.pipe(v.string(), v.regex(/^\d+(?:\.\d+)?$/), v.transform(Number)),
]);

/** An object, of which these fields are read. valibot alone takes a list for an object that has no fields. */
export const jsonObject = <T extends v.ObjectEntries>(fields: T) =>
  v.pipe(
    v.unknown(),
    v.check((value) => !Array.isArray(value)),
    v.object(fields),
  );
