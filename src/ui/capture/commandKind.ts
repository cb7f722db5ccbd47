/**
 * What a command does with the names that it prints: it may have started their jobs, or it shows what is written elsewhere
 * already, or first that and then what others add to it.
 */
export type CommandKind = 'runs' | 'shows' | 'follows';

/** Commands that only show what is written, of POSIX shells, PowerShell and cmd.exe. */
const SHOWING = new Set(
  [
    'awk bat batcat cat code column cut diff echo egrep fgrep find findstr fold gc get-clipboard get-content',
    'convertfrom-json convertto-json dir duckdb emacs fl format-list format-table ft fx get-history gh git glow grep head helix hexdump history hx jless jq less ls man',
    'micro more most mysql nano nl nvim od out-host out-string paste pbpaste pg_dump pr printf psql redis-cli rev rg select-object',
    'select-string sed sls sort sqlite3 strings tac tail tee tr tree type uniq vi view vim wc write-host write-output',
    'xclip xxd yq zcat',
  ].flatMap((line) => line.split(' ')),
);
/** Commands that show what a container, a service or a job has written, by their second word. */
const SHOWING_LOGS =
  /^(?:docker|podman|kubectl|oc|heroku|flyctl|fly|vercel|journalctl)(?:\s+compose)?\s+(?:logs?|-)/;
const FOLLOWING = /\s(?:-[a-z]{0,8}f[a-z]{0,8}|--follow|-wait)(?=[\s=]|$)/i;
/** Commands that send a request. One without these options only asks for something. */
const SENDING: Readonly<Record<string, RegExp>> = {
  curl: /\s(?:-[a-zA-Z]{0,8}[dFTXK]|--(?:data|form|json|request|upload|config))/,
  wget: /\s--(?:post|body|method|input)/,
  'invoke-restmethod': /\s-(?:b|m|inf|form|cu)/i,
};
const OTHER_NAMES: Readonly<Record<string, string>> = {
  curlie: 'curl',
  irm: 'invoke-restmethod',
  'invoke-webrequest': 'invoke-restmethod',
  iwr: 'invoke-restmethod',
};
/** `-X GET` asks, too. */
const ASKS_BY_NAME = /\s(?:-X\s?|--?(?:request|method)[\s=:])["']?GET\b/gi;
/** What may stand before a command: keywords of the shell, assignments, and commands that run another. */
const BEFORE_COMMAND =
  /^(?:\s|[({]|(?:do|then|else|if|while|until|time|sudo|command|builtin|exec|nohup|stdbuf\s+\S+|env|watch(?:\s+-[\w=.]+(?:\s+[\d.]+)?)*)\s|[A-Za-z_]\w*=\S*\s)+/;
/** Commands, keywords and assignments that print no names, and start nothing. */
const SILENT =
  /^(?:(?:cd|pushd|popd|for|done|fi|true|false|sleep|clear|cls|wait|start-sleep)\b|\$?[A-Za-z_]\w*\s?=[^\s()]*$)/i;
/** A line that goes on in the next one, in POSIX shells, PowerShell and cmd.exe. */
const CONTINUED = /[\\`^]\r?\n/g;
/**
 * Ends a command, or begins one whose output is put into another. A `;` within quotes makes the rest look like another command.
 */
const BETWEEN_COMMANDS = /\|\||&&|[|;&\n`]|[$<]\(/;
/** A longer command line is a script. */
const MAX_CHARACTERS = 2000;

/** Finds out what a command line does, by its commands: it only shows something if none of them does more. */
export function commandKind(commandLine: string): CommandKind {
  if (commandLine.length > MAX_CHARACTERS) return 'runs';
  const commands = commandLine
    .replace(CONTINUED, ' ')
    .split(BETWEEN_COMMANDS)
    .map((one) => one.replace(BEFORE_COMMAND, '').trim())
    .filter((one) => one !== '' && !SILENT.test(one));
  if (commands.length === 0 || !commands.every(onlyShows)) return 'runs';
  return commands.some((one) => FOLLOWING.test(one) && canFollow(one)) ? 'follows' : 'shows';
}

function onlyShows(command: string): boolean {
  const program = programOf(command);
  const sending = SENDING[OTHER_NAMES[program] ?? program];
  if (sending) return !sending.test(command.replace(ASKS_BY_NAME, ' '));
  return SHOWING.has(program) || SHOWING_LOGS.test(command) || /^journalctl\b/.test(command);
}

/** `grep -f` and `cut -f` mean something else. */
function canFollow(command: string): boolean {
  return (
    ['tail', 'get-content', 'gc', 'less'].includes(programOf(command)) || !SHOWING.has(programOf(command))
  );
}

/** The name of the program of a command, without its folder, its ending, and quotes. */
function programOf(command: string): string {
  const [word = ''] = command.split(/\s/, 1);
  const name = word.replace(/["']/g, '').split(/[\\/]/).pop() ?? '';
  return name.toLowerCase().replace(/\.exe$/, '');
}
