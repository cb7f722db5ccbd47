import { shellWord } from './literals';
import type { KeySource, Question } from './question';

/** What curl would take for a pattern of many addresses. */
const GLOB = /[[\]{}]/;
/** curl prints nothing of an answer without a body, such as a refusal of some gateways. */
const STATUS = "'%{stderr}\\nHTTP %{http_code}\\n'";

/** Lines of curl for a POSIX shell. They follow no redirect, with which curl would send a header of our own elsewhere. */
export function curlSnippet({ request, key }: Question): string {
  const { method, url, headers, keyHeader, body } = request;
  const parts = [
    `curl --silent --show-error --write-out ${STATUS}`,
    ...(GLOB.test(url) ? ['--globoff'] : []),
    ...(method === 'POST' ? [`--request ${method}`] : []),
    shellWord(url),
    ...Object.entries(headers).map(([name, value]) => `--header ${shellWord(`${name}: ${value}`)}`),
    ...(keyHeader ? [`--header "${keyHeader.name}: ${keyHeader.before}${keyInQuotes(key)}"`] : []),
    ...(body === undefined ? [] : [`--data-raw ${shellWord(body)}`]),
  ];
  return [...keyLines(key), parts.join(' \\\n  ')].join('\n');
}

/** What goes before the first use of the key. */
export function keyLines(key: KeySource): string[] {
  return key.kind === 'command' ? [`token=$(${key.command.map(shellWord).join(' ')})`] : [];
}

/** Within double quotes. A variable that is not set ends the command, and is named. */
export function keyInQuotes(key: KeySource): string {
  switch (key.kind) {
    case 'none':
      return '';
    case 'variable':
      return `\${${key.name}:?Set it to your API key.}`;
    case 'command':
      return `\${token:?}`;
  }
}
