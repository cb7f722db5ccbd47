import { propertyName, scriptText } from './literals';
import { scriptKey } from './programKey';
import type { Question } from './question';

/**
 * A module with `fetch`, which Node has since 18. It follows no redirect, with which `fetch` would send a header of our own
 * elsewhere.
 */
export function javaScriptSnippet({ request, key }: Question): string {
  const { method, url, headers, keyHeader, body } = request;
  const { imports, lines, expression } = scriptKey(key);
  const entries = Object.entries(headers).map(([name, value]) => [name, scriptText(value)]);
  if (keyHeader) entries.push([keyHeader.name, headerValue(keyHeader.before, expression)]);
  return [
    ...(keyHeader ? [...withGap(imports), ...lines] : []),
    `const response = await fetch(${scriptText(url)}, {`,
    ...(method === 'POST' ? [`  method: ${scriptText(method)},`] : []),
    '  headers: {',
    ...entries.map(([name = '', value]) => `    ${propertyName(name)}: ${value},`),
    '  },',
    ...(body === undefined ? [] : [`  body: ${scriptText(body)},`]),
    "  redirect: 'manual',",
    '});',
    'console.log(await response.text());',
    `if (!response.ok) throw new Error(\`HTTP \${response.status}\`);`,
  ].join('\n');
}

function headerValue(before: string, key: string): string {
  return before === '' ? key : `\`${before}\${${key}}\``;
}

function withGap(imports: readonly string[]): readonly string[] {
  return imports.length > 0 ? [...imports, ''] : [];
}
