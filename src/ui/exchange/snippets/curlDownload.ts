import { keyHeadersOf } from '../../../endpoints/endpoint';
import { type FetchableSource, sourceOf } from '../../../endpoints/videoSource';
import type { Video } from '../../../operations/operation';
import { keyInQuotes, keyLines } from './curl';
import { shellWord } from './literals';
import type { Question } from './question';

/** Requests for one video: its own, and as many redirects as we follow ourselves. */
const HOPS = '1 2 3 4';

/**
 * Lines for a POSIX shell that fetch a video into the current folder, and show the file; undefined for one without an address
 * of the web.
 */
export function curlDownload(question: Question, video: Video, fileName: string): string | undefined {
  const { endpoint, name, key } = question;
  const source = sourceOf(endpoint, name, video);
  if (source.kind === 'none') return undefined;
  const output = `--output ${shellWord(fileName)}`;
  const fetching =
    source.kind === 'foreign' || key.kind === 'none'
      ? [`${plainCurl(source)} ${output} ${shellWord(source.url)}`]
      : [...keyLines(key), ...withKey(source, output, headerOf(source.keyForm, question))];
  return [...fetching, `ls -lh ${shellWord(fileName)}`].join('\n');
}

/**
 * With `--location`, curl would send a header such as `x-goog-api-key` to whatever host an answer names, as it withholds only
 * `Authorization` (curl.se/docs/manpage.html). So each redirect is a request of its own, and the key goes to the endpoint only.
 */
function withKey(source: FetchableSource, output: string, header: string): string[] {
  const ownAddresses = `${shellWord(`${new URL(source.url).origin}/`)}*`;
  return [
    `url=${shellWord(source.url)}`,
    `for hop in ${HOPS}; do`,
    '  case $url in',
    `    ${ownAddresses}) url=$(${curl(source)} ${output} --write-out '%{redirect_url}' ${header} "$url") ;;`,
    `    ?*) ${plainCurl(source)} ${output} "$url"; url= ;;`,
    '  esac',
    'done',
  ];
}

function headerOf(form: Parameters<typeof keyHeadersOf>[0], { key }: Question): string {
  const [[name, before] = ['', '']] = Object.entries(keyHeadersOf(form, ''));
  return `--header "${name}: ${before}${keyInQuotes(key)}"`;
}

function plainCurl(source: FetchableSource): string {
  return `${curl(source)} --location`;
}

/** What came over https goes on so. An address of a server stands for one request, also with brackets in it. */
function curl({ url }: FetchableSource): string {
  return `curl --progress-bar --fail --globoff${url.startsWith('https:') ? " --proto '=https'" : ''}`;
}
