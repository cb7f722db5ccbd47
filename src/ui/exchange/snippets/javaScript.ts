import { propertyName, scriptText } from './literals';
import type { KeySource, Question } from './question';

/** A word that means the same in each shell. */
const PLAIN_WORD = /^[\w.=/:@-]+$/;

/**
 * A module with `fetch`, which Node has since 18. It follows no redirect, with which `fetch` would send a header of our own
 * elsewhere.
 */
export function javaScriptSnippet({ request, key }: Question): string {
  const { method, url, headers, keyHeader, body } = request;
  const entries = Object.entries(headers).map(([name, value]) => [name, scriptText(value)]);
  if (keyHeader) entries.push([keyHeader.name, scriptKey(key, keyHeader.before)]);
  return [
    ...scriptImports(key).flatMap((line) => [line, '']),
    `const response = await fetch(${scriptText(url)}, {`,
    ...(method === 'POST' ? [`  method: ${scriptText(method)},`] : []),
    '  headers: {',
    ...entries.map(([name = '', value]) => `    ${propertyName(name)}: ${value},`),
    '  },',
    ...(body === undefined ? [] : [`  body: ${scriptText(body)},`]),
    "  redirect: 'manual',",
    '});',
    'console.log(await response.text());',
  ].join('\n');
}

/** What the expression of the key needs. */
export function scriptImports(key: KeySource): string[] {
  if (key.kind === 'none') return [];
  if (key.kind === 'variable') return ["import { env } from 'node:process';"];
  return [`import { ${runnerOf(key.command).name} } from 'node:child_process';`];
}

/** The key as an expression. */
export function scriptKey(key: KeySource, before = ''): string {
  if (key.kind === 'none') return scriptText('none');
  const value = key.kind === 'variable' ? `env.${key.name}` : `${runnerOf(key.command).call}.trim()`;
  return before === '' ? value : `\`${before}\${${value}}\``;
}

/** On Windows, Node runs a script such as `gcloud.cmd` only in a shell, for which not all words can be quoted. */
function runnerOf(command: readonly [string, ...string[]]): { readonly name: string; readonly call: string } {
  const options = "{ encoding: 'utf8' }";
  if (command.every((word) => PLAIN_WORD.test(word))) {
    return { name: 'execSync', call: `execSync(${scriptText(command.join(' '))}, ${options})` };
  }
  const [program, ...args] = command.map(scriptText);
  return { name: 'execFileSync', call: `execFileSync(${program}, [${args.join(', ')}], ${options})` };
}
