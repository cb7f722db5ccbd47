import { nameFormOf } from '../operations/name';
import { holdsSecret } from '../outside/secretShapes';
import { rootOf } from './addressBases';
import type { AnswerShape, FoundNames, Reference } from './foundNames';
import { isRegular } from './jobIds';
import { PATH_GOES_ON, VERSION } from './nameForms';
import { decodedSegment } from './percentEncoding';

/** The characters of an id in a path; a slash in it is encoded. */
const ID = '(?:[\\w:~=@+-]|\\.+(?=[\\w:=-])|%[0-9A-Fa-f]{2})+';
/** In a query an id may hold a slash. */
const QUERY_ID = '(?:[\\w:~=@+/-]|\\.+(?=[\\w:=-])|%[0-9A-Fa-f]{2})+';

interface AddressForm {
  readonly shape: AnswerShape;
  /** Up to the id, which the next group holds; the first group is the root. */
  readonly pattern: RegExp;
}

/** In which addresses services have the status of a job: `{root}{path}{id}`. */
const FORMS: readonly AddressForm[] = [
  // LiteLLM, OpenRouter, New API and its kin; `/v1/videos/generations/` is Qiniu's, `/v2/videos/` Together's.
  {
    shape: 'video',
    pattern: new RegExp(`^([^?#]*?)(/v\\d{1,2}/videos?/(?:generations/)?)(${ID})(?=/content|$|[/?#]|[^\\w])`),
  },
  { shape: 'interaction', pattern: new RegExp(`^([^?#]*?)(/${VERSION}/interactions/)(${ID})`) },
  // docs.aimlapi.com, docs.kie.ai, doc.aimanyi.top/api-311081757 (`/v1/video/query?id=`).
  {
    shape: 'job',
    pattern: new RegExp(
      `^([^?#]*?)(/v\\d{1,2}/[\\w/-]{0,60}(?:generations?|record-info|query|status|fetch)\\?(?:[\\w=&.-]{0,100}&)?(?:generation_id|taskId|task_id|id)=)(${QUERY_ID})`,
    ),
  },
];
/** What may stand behind an id in a path. */
const ROUTE = /(?:\/content)?/y;
const GOES_ON = new RegExp(PATH_GOES_ON, 'y');
/** Addresses of videos, not of pages or of other things. */
const MEANS_VIDEO = /veo|video|generation/i;

interface StatusAddress extends Reference {
  readonly shape: AnswerShape;
  /** In characters: where the id ends. */
  readonly end: number;
}

/**
 * The job whose status or content is at an address with another id than `video_…`; undefined for all other addresses.
 * The query is dropped, apart from the id.
 */
export function addressOfStatus(address: string): StatusAddress | undefined {
  for (const { pattern, shape } of FORMS) {
    const [matched, base, path, encoded] = pattern.exec(address) ?? [];
    if (matched === undefined || base === undefined || path === undefined || encoded === undefined) continue;
    if (shape === 'job' && !MEANS_VIDEO.test(path)) continue;
    const name = decodedSegment(encoded);
    if (nameFormOf(name) !== 'id' || !isRegular(name) || goesOn(address, matched.length)) continue;
    return { name, shape, end: matched.length, ...placeOf(base, path, { encoded, shape }) };
  }
  return undefined;
}

function goesOn(address: string, end: number): boolean {
  ROUTE.lastIndex = end;
  const behind = end + (ROUTE.exec(address)?.[0].length ?? 0);
  GOES_ON.lastIndex = behind;
  return GOES_ON.test(address);
}

/** The root, and the path where it is not the one that follows from the id. */
function placeOf(
  base: string,
  path: string,
  { encoded, shape }: { readonly encoded: string; readonly shape: AnswerShape },
): Pick<Reference, 'root' | 'statusPath'> {
  const place = rootOf(base);
  if (place === undefined) return {};
  const { origin } = new URL(place);
  const root = shape === 'job' ? place.replace(/(?<=\w)\/api$/, '') : place;
  const isUsual = shape === 'interaction' || path === '/v1/videos/';
  const statusPath = place.slice(origin.length) + withoutOtherParameters(path) + encoded;
  // It is stored, so that one with a key in it is not kept.
  return { root, ...(!isUsual && !holdsSecret(statusPath) && { statusPath }) };
}

/** A key could stand in any other parameter than the last, which is that of the id. */
function withoutOtherParameters(path: string): string {
  const [before = '', query] = path.split('?');
  return query === undefined ? path : `${before}?${query.slice(query.lastIndexOf('&') + 1)}`;
}

/** The beginning of a path of an API, up to the end of the word. */
const PATH = /\/v\d\w{0,8}\/[^\s"'`<>()|]{6,1400}/g;

/** The jobs whose status paths stand in a text without a host, as in access logs, and the text without them. */
export function pathNames(text: string): Omit<FoundNames, 'isAnyCut'> & { readonly rest: string } {
  const references: Reference[] = [];
  const rest = text.replace(PATH, (path) => {
    const found = addressOfStatus(path);
    if (!found) return path;
    references.push({ name: found.name, shape: found.shape });
    return ` ${path.slice(found.end)}`;
  });
  return { references, rest };
}
