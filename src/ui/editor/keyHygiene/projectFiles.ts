import * as vscode from 'vscode';
import { t } from '../../language/t';
import { CommandError } from '../../messages/commandError';
import { askModally } from '../../messages/message';
import { ignoresDotenv, variableIn, withDotenvIgnored, withVariable } from './dotenvFile';
import type { DotenvLoader } from './environmentReads';
import { packageFormOf } from './javascriptDotenv';

/** No file that is read here is as large as that. */
const MAX_BYTES = 1024 * 1024;
/** Where projects of Python say what they need. */
const PYTHON_FILES = [
  'requirements.txt',
  'requirements-dev.txt',
  'pyproject.toml',
  'Pipfile',
  'setup.cfg',
  'environment.yml',
];

/** The package of a project that loads its `.env` file; undefined where it has none. */
export async function loaderOf(
  folder: vscode.Uri,
  kind: DotenvLoader['kind'] | 'none' | undefined,
): Promise<DotenvLoader | undefined> {
  const read = (name: string) => readText(vscode.Uri.joinPath(folder, name));
  if (kind === 'dotenv') {
    const text = await read('package.json');
    return /"dotenv"\s*:/.test(text) ? { kind, packageForm: packageFormOf(text) } : undefined;
  }
  if (kind !== 'python-dotenv') return undefined;
  const texts = await Promise.all(PYTHON_FILES.map(read));
  return texts.some((text) => /\bpython-dotenv\b/.test(text)) ? { kind } : undefined;
}

/**
 * Writes a variable to the `.env` file of a folder. Asks before it replaces another value, and whether `.gitignore` shall
 * name the file where it does not.
 *
 * @returns false when the person gave up; nothing is written then
 * @throws CommandError where the files cannot be written
 */
export async function writeVariable(folder: vscode.Uri, name: string, value: string): Promise<boolean> {
  const [dotenv, gitignore] = ['.env', '.gitignore'].map((file) => vscode.Uri.joinPath(folder, file));
  if (!dotenv || !gitignore) return false;
  const [variables, ignored] = await Promise.all([readText(dotenv), readText(gitignore)]);
  const known = variableIn(variables, name, value);
  if (known === 'different' && !(await mayReplace(name))) return false;
  const isIgnored = ignoresDotenv(ignored);
  const shallIgnore = isIgnored ? 'no' : await askToIgnore();
  if (shallIgnore === undefined) return false;
  if (shallIgnore === 'yes') await writeText(gitignore, withDotenvIgnored(ignored));
  if (known !== 'same') await writeText(dotenv, withVariable(variables, name, value));
  return true;
}

async function mayReplace(name: string): Promise<boolean> {
  const replace = t('Replace It');
  const question = t('The file .env has another value for {0}. Replace it?', name);
  return (await askModally(question, [], replace)) === replace;
}

async function askToIgnore(): Promise<'yes' | 'no' | undefined> {
  const [add, leave] = [t('Add to .gitignore'), t('Leave It')];
  const question = t('The file .gitignore does not name .env. Add it?');
  const detail = t('Otherwise the file with the API key can get into the repository.');
  const answer = await askModally(question, [detail], add, leave);
  return answer === add ? 'yes' : answer === leave ? 'no' : undefined;
}

/**
 * The text of a file; empty where there is none. A link of the project is not followed: it would lead the key, or what is
 * added to `.gitignore`, to a file of its choice.
 *
 * @throws CommandError where it cannot be read
 */
async function readText(uri: vscode.Uri): Promise<string> {
  const { fs } = vscode.workspace;
  const stat = await fs.stat(uri).then(
    (found) => found,
    () => undefined,
  );
  if (!stat) return '';
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const isDirty = vscode.workspace.textDocuments.some(
    (one) => one.isDirty && one.uri.toString() === uri.toString(),
  );
  if (isDirty)
    throw new CommandError(t('{0} has changes that are not saved. Save it, then try again.', name));
  if (stat.type & vscode.FileType.SymbolicLink) {
    throw new CommandError(t('{0} is a link to another file, so it is left alone.', name));
  }
  const isFile = (stat.type & vscode.FileType.File) !== 0;
  if (!isFile || stat.size > MAX_BYTES) throw new CommandError(t('{0} could not be read.', name));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await fs.readFile(uri));
  } catch {
    throw new CommandError(t('{0} could not be read.', name));
  }
}

async function writeText(uri: vscode.Uri, text: string): Promise<void> {
  try {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  } catch {
    throw new CommandError(t('{0} could not be written.', uri.path.slice(uri.path.lastIndexOf('/') + 1)));
  }
}
