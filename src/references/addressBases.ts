/** A real host with its user and port, unlike the variables `$HOST`, `{host}`, `<host>`, `API_HOST`. */
const HOST = /^https?:\/\/(?:[^@/]*@)?(?:[\p{L}\p{N}][\p{L}\p{N}\p{M}._-]*|\[[0-9a-f:.]+\])(?::\d+)?$/iu;
const CAPITALS_HOST = /^https?:\/\/[A-Z][A-Z0-9]*_[A-Z0-9_]*(?::\d+)?$/;
/** A variable in a path: `{stage}`, `$STAGE`, `%STAGE%`, `:stage`. */
const PATH_VARIABLE = /[${}]|\/:|%(?![0-9a-f]{2})/i;
/** Each region has a host of Google's Agent Platform; the one without a region stands for all. */
const PLATFORM_HOST = /^https:\/\/[a-z0-9-]{1,40}-aiplatform\.googleapis\.com$/;

/** The root that the beginning of an address makes; undefined where a variable stands in it. */
export function rootOf(base: string): string | undefined {
  const host = /^https?:\/\/[^/]*/i.exec(base)?.[0] ?? '';
  const isReadable =
    HOST.test(host) && !CAPITALS_HOST.test(host) && !PATH_VARIABLE.test(base.slice(host.length));
  if (!isReadable || !URL.canParse(base)) return undefined;
  const { origin, pathname } = new URL(base);
  const place = PLATFORM_HOST.test(origin) ? 'https://aiplatform.googleapis.com' : origin;
  return place + pathname.replace(/\/$/, '');
}
