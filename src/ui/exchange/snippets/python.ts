import { pythonText } from './literals';
import type { KeySource, Question } from './question';

/** A script with requests. It follows no redirect, with which requests would send a header of our own elsewhere. */
export function pythonSnippet({ request, key }: Question): string {
  const { method, url, headers, keyHeader, body } = request;
  const entries = Object.entries(headers).map(([name, value]) => [name, pythonText(value)]);
  if (keyHeader) entries.push([keyHeader.name, pythonKey(key, keyHeader.before)]);
  return [
    ...pythonImports(key),
    'import requests',
    '',
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
    'response.raise_for_status()',
  ].join('\n');
}

/** What the expression of the key needs. */
export function pythonImports(key: KeySource): string[] {
  if (key.kind === 'variable') return ['import os'];
  return key.kind === 'command' ? ['import shutil', 'import subprocess'] : [];
}

/** The key as an expression. On Windows, `which` finds a program that is a script, such as `gcloud.cmd`. */
export function pythonKey(key: KeySource, before = ''): string {
  const prefix = before === '' ? '' : `${pythonText(before)} + `;
  if (key.kind === 'none') return pythonText('none');
  if (key.kind === 'variable') return `${prefix}os.environ[${pythonText(key.name)}]`;
  const [program, ...args] = key.command.map(pythonText);
  const words = [`shutil.which(${program})`, ...args].join(', ');
  return `${prefix}subprocess.run([${words}], check=True, capture_output=True, text=True).stdout.strip()`;
}
