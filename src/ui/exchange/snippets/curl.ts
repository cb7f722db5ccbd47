import { shellWord } from './literals';
import type { KeySource, Question } from './question';

/** A line of curl for a POSIX shell. It follows no redirect, with which curl would send a header of our own elsewhere. */
export function curlSnippet({ request, key }: Question): string {
  const { method, url, headers, keyHeader, body } = request;
  const parts = [
    'curl --silent --show-error',
    ...(method === 'POST' ? [`--request ${method}`] : []),
    shellWord(url),
    ...Object.entries(headers).map(([name, value]) => `--header ${shellWord(`${name}: ${value}`)}`),
    ...(keyHeader ? [`--header "${keyHeader.name}: ${keyHeader.before}${keyInQuotes(key)}"`] : []),
    ...(body === undefined ? [] : [`--data-raw ${shellWord(body)}`]),
  ];
  return parts.join(' \\\n  ');
}

/** Within double quotes. A variable that is not set ends the command, and is named. */
export function keyInQuotes(key: KeySource): string {
  switch (key.kind) {
    case 'none':
      return '';
    case 'variable':
      return `\${${key.name}:?}`;
    case 'command':
      return `$(${key.command.map(shellWord).join(' ')})`;
  }
}
