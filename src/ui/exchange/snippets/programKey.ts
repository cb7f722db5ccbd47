import { pythonText, scriptText } from './literals';
import type { KeySource } from './question';

/** How a program comes to the key. */
interface ProgramKey {
  readonly imports: readonly string[];
  /** Statements that go before its first use. */
  readonly lines: readonly string[];
  readonly expression: string;
}

/** A word that means the same in each shell. */
const PLAIN_WORD = /^[\w./:@-][\w.=/:@-]*$/;
/** A client that gets no key takes one from a variable of its own, and would send that of another service. */
const UNUSED_KEY = 'none';

/**
 * In JavaScript. Without the variable the program ends: a client that gets `undefined` sends the key of another service, such
 * as `OPENAI_API_KEY`.
 */
export function scriptKey(key: KeySource): ProgramKey {
  switch (key.kind) {
    case 'none':
      return { imports: [], lines: [], expression: scriptText(UNUSED_KEY) };
    case 'variable':
      return {
        imports: [],
        lines: [
          `const key = process.env.${key.name};`,
          `if (!key) throw new Error(${scriptText(missingVariable(key.name))});`,
        ],
        expression: 'key',
      };
    case 'command': {
      const { name, call } = runnerOf(key.command);
      const imports = [`import { ${name} } from 'node:child_process';`];
      return { imports, lines: [`const token = ${call}.trim();`], expression: 'token' };
    }
  }
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

/** In Python, as `scriptKey`. On Windows, `which` finds a program that is a script, such as `gcloud.cmd`. */
export function pythonKey(key: KeySource): ProgramKey {
  switch (key.kind) {
    case 'none':
      return { imports: [], lines: [], expression: pythonText(UNUSED_KEY) };
    case 'variable':
      return {
        imports: ['import os'],
        lines: [
          `key = os.environ.get(${pythonText(key.name)})`,
          'if not key:',
          `    raise SystemExit(${pythonText(missingVariable(key.name))})`,
          '',
        ],
        expression: 'key',
      };
    case 'command': {
      const [program, ...args] = key.command.map(pythonText);
      const words = [`shutil.which(${program}) or ${program}`, ...args].join(', ');
      const lines = [`token = subprocess.check_output([${words}], text=True).strip()`];
      return { imports: ['import shutil', 'import subprocess'], lines, expression: 'token' };
    }
  }
}

/** What a copied program says where the variable for the key is not set. */
export function missingVariable(name: string): string {
  return `Set the environment variable ${name} to your API key.`;
}
