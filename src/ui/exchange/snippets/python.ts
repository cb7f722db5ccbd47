import { pythonText } from './literals';
import { pythonKey } from './programKey';
import type { Question } from './question';

/** A script with requests. It follows no redirect, with which requests would send a header of our own elsewhere. */
export function pythonSnippet({ request, key }: Question): string {
  const { method, url, headers, keyHeader, body } = request;
  const { imports, lines, expression } = pythonKey(key);
  const entries = Object.entries(headers).map(([name, value]) => [name, pythonText(value)]);
  if (keyHeader) entries.push([keyHeader.name, headerValue(keyHeader.before, expression)]);
  return [
    ...(keyHeader ? imports : []),
    'import requests',
    '',
    ...(keyHeader ? lines : []),
    `response = requests.${method.toLowerCase()}(`,
    `    ${pythonText(url)},`,
    '    headers={',
    ...entries.map(([name = '', value]) => `        ${pythonText(name)}: ${value},`),
    '    },',
    ...(body === undefined ? [] : [`    data=${pythonText(body)},`]),
    '    allow_redirects=False,',
    '    timeout=30,',
    ')',
    'print(response.text)',
    'if not 200 <= response.status_code < 300:',
    '    raise SystemExit(f"HTTP {response.status_code}")',
  ].join('\n');
}

function headerValue(before: string, key: string): string {
  return before === '' ? key : `${pythonText(before)} + ${key}`;
}
