import * as v from 'valibot';

/** An ISO 8601 time with a time zone. `isoTimestamp` alone accepts forms that `Date.parse` does not, such as `…:00+14`. */
export const isoTime = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.check((time) => !Number.isNaN(Date.parse(time))),
);
