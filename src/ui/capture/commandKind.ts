/**
 * What a command does with the names that it prints: it may have started their jobs, or it shows what is written elsewhere
 * already, or first that and then what others add to it.
 */
export type CommandKind = 'runs' | 'shows' | 'follows';

/** Commands that only show what is written, of POSIX shells, PowerShell and cmd.exe. */
const SHOWING = new Set(
  [
    'awk bat batcat cat code column cut diff echo egrep fgrep find findstr fold gc get-clipboard get-content',
    'get-history git grep head hexdump history jless jq less ls more nl od out-host paste pbpaste pr printf rev rg',
    'select-string sed sls sort strings tac tail tee tr tree type uniq wc write-host write-output xclip xxd yq zcat',
  ].flatMap((line) => line.split(' ')),
);
/** Commands that show what a container, a service or a job has written, by their second word. */
const SHOWING_LOGS =
  /^(?:docker|podman|kubectl|oc|heroku|flyctl|fly|vercel|journalctl)(?:\s+compose)?\s+(?:logs?|-)/;
const FOLLOWING = /\s(?:-[a-z]{0,8}f[a-z]{0,8}|--follow|-wait)(?=[\s=]|$)/i;
/** What may stand before a command: keywords of the shell, assignments, and commands that run another. */
const BEFORE_COMMAND =
  /^(?:\s|[({]|(?:do|then|else|if|while|time|sudo|command|builtin|exec|nohup|stdbuf\s+\S+|env)\s|[A-Za-z_]\w*=\S*\s)+/;
/** Ends a command, outside of what one sees as a whole: a `;` within quotes makes the rest look like another command. */
const BETWEEN_COMMANDS = /\|\||&&|[|;&\n]/;
/** A longer command line is a script. */
const MOST_CHARACTERS = 2000;

/** Finds out what a command line does, by its commands: it only shows something if none of them does more. */
export function commandKind(commandLine: string): CommandKind {
  if (commandLine.length > MOST_CHARACTERS) return 'runs';
  const commands = commandLine
    .split(BETWEEN_COMMANDS)
    .map((one) => one.replace(BEFORE_COMMAND, '').trim())
    .filter((one) => one !== '' && !/^cd\s/.test(one));
  if (commands.length === 0 || !commands.every(onlyShows)) return 'runs';
  return commands.some((one) => FOLLOWING.test(one) && canFollow(one)) ? 'follows' : 'shows';
}

function onlyShows(command: string): boolean {
  return SHOWING.has(programOf(command)) || SHOWING_LOGS.test(command) || /^journalctl\b/.test(command);
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
