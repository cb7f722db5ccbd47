/** What a `.env` file says of a variable. */
export type KnownVariable = 'absent' | 'same' | 'different';

export function variableIn(dotenv: string, name: string, value: string): KnownVariable {
  const written = lineOf(name)
    .exec(dotenv)?.[1]
    ?.trim()
    .replace(/^(["'])(.*)\1$/, '$2');
  if (written === undefined) return 'absent';
  return written === value ? 'same' : 'different';
}

/** A `.env` file with a variable. The value must need no quotes, as keys do not. */
export function withVariable(dotenv: string, name: string, value: string): string {
  const line = lineOf(name);
  if (line.test(dotenv)) return dotenv.replace(line, () => `${name}=${value}`);
  return `${dotenv}${dotenv === '' || dotenv.endsWith('\n') ? '' : '\n'}${name}=${value}\n`;
}

function lineOf(name: string): RegExp {
  return new RegExp(`^[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=([^\\r\\n]*)`, 'm');
}

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
