/** What a `.env` file says of a variable. */
type KnownVariable = 'absent' | 'same' | 'different';

/** Of several assignments the last counts, for shells and for the packages that read such files. */
export function variableIn(dotenv: string, name: string, value: string): KnownVariable {
  const line = dotenv.split('\n').findLast((one) => nameIn(one) === name);
  if (line === undefined) return 'absent';
  return valueIn(line) === value ? 'same' : 'different';
}

/** A `.env` file with a variable. The value must need no quotes, as keys do not. */
export function withVariable(dotenv: string, name: string, value: string): string {
  const lines = dotenv.split('\n');
  const at = lines.findLastIndex((line) => nameIn(line) === name);
  if (at < 0) return withLine(dotenv, `${name}=${value}`);
  const before = lines[at] ?? '';
  const [start = ''] = /^[ \t]*(?:export[ \t]+)?/.exec(before) ?? [];
  return lines.with(at, `${start}${name}=${value}${before.endsWith('\r') ? '\r' : ''}`).join('\n');
}

function nameIn(line: string): string | undefined {
  return /^[ \t]*(?:export[ \t]+)?(\w+)[ \t]*=/.exec(line)?.[1];
}

/** Without quotes, or else without the comment behind it. */
function valueIn(line: string): string {
  const written = line.slice(line.indexOf('=') + 1).trim();
  return /^(["'`])(.*?)\1/.exec(written)?.[2] ?? (written.split(/(?:^|\s)#/, 1)[0] ?? '').trimEnd();
}

/**
 * What a `.gitignore` says of the `.env` file beside it, or in a folder below; undefined where it says nothing. The last rule
 * counts (git-scm.com/docs/gitignore).
 */
export function ignoresDotenv(gitignore: string, isBeside = true): boolean | undefined {
  const rule = isBeside ? RULE_BESIDE : RULE;
  const last = gitignore
    .split('\n')
    .map((line) => line.trim())
    .findLast((line) => rule.test(line));
  return last === undefined ? undefined : !last.startsWith('!');
}

const RULE = /^!?(?:\*\*\/)?(?:\.env\*?|\*\.env|\.\*)$/;
const RULE_BESIDE = /^!?(?:\/|\*\*\/)?(?:\.env\*?|\*\.env|\.\*)$/;

/** A `.gitignore` that names `.env`. */
export function withDotenvIgnored(gitignore: string): string {
  return withLine(gitignore, '.env');
}

/** A text with one more line, which ends as the others do. */
function withLine(text: string, line: string): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return `${text}${text === '' || text.endsWith('\n') ? '' : newline}${line}${newline}`;
}
