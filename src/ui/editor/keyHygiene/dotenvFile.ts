/** What a `.env` file says of a variable. */
type KnownVariable = 'absent' | 'same' | 'different';

export function variableIn(dotenv: string, name: string, value: string): KnownVariable {
  const line = dotenv.split('\n').find((one) => ASSIGNMENT.exec(one)?.[1] === name);
  if (line === undefined) return 'absent';
  const written = line.slice(line.indexOf('=') + 1).trim();
  return [value, `"${value}"`, `'${value}'`].includes(written) ? 'same' : 'different';
}

/** A `.env` file with a variable. The value must need no quotes, as keys do not. */
export function withVariable(dotenv: string, name: string, value: string): string {
  const lines = dotenv.split('\n');
  const at = lines.findIndex((line) => ASSIGNMENT.exec(line)?.[1] === name);
  if (at < 0) return `${dotenv}${dotenv === '' || dotenv.endsWith('\n') ? '' : '\n'}${name}=${value}\n`;
  const end = lines[at]?.endsWith('\r') ? '\r' : '';
  return lines.with(at, `${name}=${value}${end}`).join('\n');
}

const ASSIGNMENT = /^[ \t]*(?:export[ \t]+)?(\w+)[ \t]*=/;

/** Whether the `.gitignore` beside a `.env` file names it (git-scm.com/docs/gitignore); the last rule counts. */
export function ignoresDotenv(gitignore: string): boolean {
  const last = gitignore
    .split('\n')
    .map((line) => line.trim())
    .findLast((line) => DOTENV_RULE.test(line));
  return last !== undefined && !last.startsWith('!');
}

const DOTENV_RULE = /^!?(?:\/|\*\*\/)?(?:\.env\*?|\*\.env|\.\*)$/;

/** A `.gitignore` that names `.env`. */
export function withDotenvIgnored(gitignore: string): string {
  return `${gitignore}${gitignore === '' || gitignore.endsWith('\n') ? '' : '\n'}.env\n`;
}
