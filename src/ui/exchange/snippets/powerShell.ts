import { powerShellText } from './literals';
import type { KeySource, Question } from './question';

/**
 * Lines for Windows PowerShell 5 and PowerShell 7, whose `curl` may be another command. They follow no redirect, with which
 * PowerShell would send a header of our own elsewhere.
 */
export function powerShellSnippet({ request, key }: Question): string {
  const { method, url, headers, keyHeader, body } = request;
  // In PowerShell 5 the type of the content has a parameter of its own.
  const { 'content-type': contentType, ...plain } = headers;
  const entries = Object.entries(plain).map(([name, value]) => [name, powerShellText(value)]);
  if (keyHeader) entries.push([keyHeader.name, keyExpression(keyHeader.before, key)]);
  const parameters = [
    ...(method === 'POST' ? ["Method = 'Post'"] : []),
    `Uri = ${powerShellText(url)}`,
    `Headers = @{ ${entries.map(([name = '', value]) => `${powerShellText(name)} = ${value}`).join('; ')} }`,
    ...(contentType === undefined ? [] : [`ContentType = ${powerShellText(contentType)}`]),
    ...(body === undefined ? [] : [`Body = ${powerShellText(body)}`]),
    'MaximumRedirection = 0',
  ];
  const lines = parameters.map((parameter) => `  ${parameter}`);
  return ['$request = @{', ...lines, '}', 'Invoke-RestMethod @request | ConvertTo-Json -Depth 20'].join('\n');
}

function keyExpression(before: string, key: KeySource): string {
  switch (key.kind) {
    case 'none':
      return powerShellText(before);
    case 'variable':
      return before === '' ? `$env:${key.name}` : `${powerShellText(before)} + $env:${key.name}`;
    case 'command':
      return `${powerShellText(before)} + (& ${key.command.map(powerShellText).join(' ')})`;
  }
}
