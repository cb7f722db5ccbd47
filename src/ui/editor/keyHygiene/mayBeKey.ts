/**
 * How keys begin, and what stands before them. Most documents have none of it, and cost this search only. It finds whatever
 * `keyLiterals.ts` does, and more.
 */
export const MAY_BE_KEY =
  /AIza[\w-]{16}|\b(?:AQ\.|ya29\.|sk-|tgp_v1_|vck_)[\w.-]{15}|(?:Bearer\s{0,5}["'`]?\s{0,5}[+.]?\s{0,5}|(?:key|token|authorization|"value)["'`]?\]?(?:\s{0,5}:[\w.[\]&<>|\s]{1,40}?)?(?:\s{0,5}[:=,][>=-]?|\s)\s{0,5})["'`]?\w[\w.-]{18}/i;
