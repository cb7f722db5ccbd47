import * as v from 'valibot';

const noList = v.pipe(
  v.unknown(),
  v.check((value) => !Array.isArray(value)),
);

/** An object with these fields, all others left out. A list is none: valibot itself takes one for an object without fields. */
export const object = <T extends v.ObjectEntries>(fields: T) => v.pipe(noList, v.object(fields));
