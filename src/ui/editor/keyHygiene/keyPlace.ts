import * as v from 'valibot';

/**
 * What becomes of a key. `storage`: into our key storage, and its document reads it from the environment; `placeholder`: the
 * same where the document cannot; `dotenv`: into the project's `.env`.
 */
const WAYS = ['storage', 'placeholder', 'dotenv'] as const;
export type KeyWay = (typeof WAYS)[number];

const keyPlace = v.object({
  uri: v.pipe(v.string(), v.nonEmpty(), v.maxLength(4096)),
  start: v.pipe(v.number(), v.integer(), v.minValue(0)),
  way: v.picklist(WAYS),
});

/** Where the key stands that a quick fix is about: the address of its document, and an offset. */
export type KeyPlace = v.InferOutput<typeof keyPlace>;

/** The argument of a quick fix; undefined for anything else, since any extension can run its command. */
export function readKeyPlace(given: unknown): KeyPlace | undefined {
  const read = v.safeParse(keyPlace, given);
  return read.success ? read.output : undefined;
}
