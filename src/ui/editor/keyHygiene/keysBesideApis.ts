import { placedReferences } from '../../../references/placedReferences';
import { type KeyLiteral, keyLiterals } from './keyLiterals';

/** Hosts of video APIs, with their ports, and the origin of each. */
export type KnownHosts = ReadonlyMap<string, string>;

/** A key in a text that is about a video API. */
export interface KeyBesideApi extends KeyLiteral {
  /** Origins of video APIs whose addresses stand beside it, the nearest first. */
  readonly origins: readonly string[];
}

/** A place of a text that is about a video API; `origin`: of the address that stands there. */
interface ApiPlace {
  readonly at: number;
  readonly origin?: string | undefined;
}

/** What stands so many lines from a key is beside it. */
const LINES_BESIDE = 60;
/** In a text of at most so many lines everything is beside everything. */
const SHORT_TEXT_LINES = 300;
const PLATFORM_HOST = 'aiplatform.googleapis.com';
/** Google's Agent Platform has a host for each location. */
const AGENT_PLATFORM = /^(?:[\w-]{1,40}-)?aiplatform\.googleapis\.com$/;
/** What may be a host, with its port. */
const HOST = /(?<![\w.-])[\w.-]{1,253}(?::\d{1,5})?/g;
/** How Google's libraries and APIs begin a video (ai.google.dev/gemini-api/docs/video), and its models. */
const VIDEO_STARTS =
  /\b(?:generate_videos|generateVideos|predict(?:LongRunning)|fetchPredictOperation)\b|\bveo-\d/g;

/**
 * The keys of a text that stand beside an address of a video API, the start of a video, or an operation.
 *
 * @param around gives the texts that belong to this one, such as the other cells of a notebook: all of it is beside each key
 */
export function keysBesideApis(text: string, hosts: KnownHosts, around = () => ''): KeyBesideApi[] {
  const keys = keyLiterals(text);
  if (keys.length === 0) return [];
  const lines = new Lines(text);
  const inText = apiPlaces(text, hosts);
  const inAround = apiPlaces(around(), hosts);
  const places = byOrigin(inText.length + inAround.length > 0 ? inText : referencePlaces(text));
  return keys.flatMap((key) => {
    const beside = lines.beside(key.start, places);
    if (beside.length + inAround.length === 0) return [];
    const origins = [...beside, ...inAround].flatMap(({ origin }) => origin ?? []);
    return [{ ...key, origins: [...new Set(origins)] }];
  });
}

/** Ascending. */
function apiPlaces(text: string, hosts: KnownHosts): ApiPlace[] {
  const addresses = [...text.matchAll(HOST)].flatMap(({ 0: found, index: at }): ApiPlace[] => {
    const host = found.toLowerCase().replace(/\.$|:443$/, '');
    const origin = hosts.get(AGENT_PLATFORM.test(host) ? PLATFORM_HOST : host);
    return origin === undefined ? [] : [{ at, origin }];
  });
  const starts = [...text.matchAll(VIDEO_STARTS)].map(({ index: at }) => ({ at }));
  return [...addresses, ...starts].toSorted((a, b) => a.at - b.at);
}

function referencePlaces(text: string): ApiPlace[] {
  return placedReferences(text).map(({ start }) => ({ at: start }));
}

/** The offsets of the places of each origin, ascending: of many places only the nearest one of each matters. */
type PlacesByOrigin = ReadonlyMap<string | undefined, readonly number[]>;

/** @param places ascending */
function byOrigin(places: readonly ApiPlace[]): PlacesByOrigin {
  const found = new Map<string | undefined, number[]>();
  for (const { origin, at } of places) {
    const there = found.get(origin);
    if (there) there.push(at);
    else found.set(origin, [at]);
  }
  return found;
}

/** Lines of a text, by which distances are measured. */
class Lines {
  private readonly starts: readonly number[];

  constructor(text: string) {
    this.starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  }

  /** The nearest place of each origin that is beside an offset, the nearest first. */
  beside(offset: number, places: PlacesByOrigin): ApiPlace[] {
    const distance = (at: number) => Math.abs(this.lineOf(at) - this.lineOf(offset));
    const most = this.starts.length <= SHORT_TEXT_LINES ? SHORT_TEXT_LINES : LINES_BESIDE;
    return [...places]
      .flatMap(([origin, there]) =>
        neighbours(there, offset).map((at) => ({ origin, at, lines: distance(at) })),
      )
      .filter(({ lines }) => lines <= most)
      .toSorted((a, b) => a.lines - b.lines || a.at - b.at);
  }

  private lineOf(offset: number): number {
    return Math.max(0, countUpTo(this.starts, offset) - 1);
  }
}

/** The last offset that is not behind a place, and the first that is. */
function neighbours(ascending: readonly number[], place: number): readonly number[] {
  const before = countUpTo(ascending, place);
  return ascending.slice(Math.max(0, before - 1), before + 1);
}

/** How many of ascending numbers are not greater than a limit. */
function countUpTo(ascending: readonly number[], limit: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
