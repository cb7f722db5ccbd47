import { powerShellText } from './literals';
import { missingVariable } from './programKey';
import type { KeySource, Question } from './question';

/**
 * One statement for Windows PowerShell 5 and PowerShell 7, whose `curl` may be another command. It follows no redirect, with
 * which PowerShell would send a header of our own elsewhere.
 */
export function powerShellSnippet({ request, key }: Question): string {
  const { method, url, headers, keyHeader, body } = request;
  // In PowerShell 5 the type of the content has a parameter of its own.
  const { 'content-type': contentType, ...plain } = headers;
  const entries = Object.entries(plain).map(([name, value]) => [name, powerShellText(value)]);
  if (keyHeader) entries.push([keyHeader.name, headerValue(keyHeader.before, key)]);
  const command = [
    'Invoke-RestMethod',
    powerShellText(url),
    ...(method === 'POST' ? ['-Method Post'] : []),
    ...(contentType === undefined ? [] : [`-ContentType ${powerShellText(contentType)}`]),
    ...(body === undefined ? [] : [`-Body ${powerShellText(body)}`]),
    '-MaximumRedirection 0 -Headers @{',
  ];
  const lines = entries.map(([name = '', value]) => `  ${powerShellText(name)} = ${value}`);
  return [command.join(' '), ...lines, '} | ConvertTo-Json -Depth 20'].join('\n');
}

function headerValue(before: string, key: KeySource): string {
  return before === '' ? keyExpression(key) : `${powerShellText(before)} + ${keyExpression(key)}`;
}

/** A statement whose expression throws is not run, also where it was pasted. */
function keyExpression(key: KeySource): string {
  switch (key.kind) {
    case 'none':
      return "''";
    case 'variable': {
      const variable = `$env:${key.name}`;
      return `$(if (${variable}) { ${variable} } else { throw ${powerShellText(missingVariable(key.name))} })`;
    }
    case 'command':
      return `(& ${key.command.map(powerShellText).join(' ')})`;
  }
}
