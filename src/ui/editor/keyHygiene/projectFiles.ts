import * as vscode from 'vscode';
import { t } from '../../language/t';
import { askModally } from '../../messages/message';
import { variableIn, withDotenvIgnored, withVariable } from './dotenvFile';
import { type DotenvInGit, dotenvInGit } from './dotenvInGit';
import type { DotenvLoader } from './environmentReads';
import { packageFormOf } from './javascriptDotenv';
import { changeText, readText } from './projectText';

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
 * Writes a variable to the `.env` file of a folder. Asks before it replaces another value, and before Git would take the
 * key along.
 *
 * @returns false when the person gave up; nothing is written then
 * @throws CommandError where the files cannot be written
 */
export async function writeVariable(folder: vscode.Uri, name: string, value: string): Promise<boolean> {
  const dotenv = vscode.Uri.joinPath(folder, '.env');
  const gitignore = vscode.Uri.joinPath(folder, '.gitignore');
  const [variables, ignored] = await Promise.all([readText(dotenv), readText(gitignore)]);
  const known = variableIn(variables, name, value);
  if (known === 'different' && !(await mayReplace(name))) return false;
  const answer = await askAboutGit(await dotenvInGit(folder, ignored));
  if (answer === undefined) return false;
  if (answer === 'ignore') await changeText(gitignore, withDotenvIgnored);
  if (known !== 'same') await changeText(dotenv, (text) => withVariable(text, name, value));
  return true;
}

async function mayReplace(name: string): Promise<boolean> {
  const replace = t('Replace It');
  const question = t('The file .env has another value for {0}. Replace it?', name);
  return (await askModally(question, [], replace)) === replace;
}

/** Undefined when the person gives up. */
async function askAboutGit(state: DotenvInGit): Promise<'ignore' | 'leave' | undefined> {
  switch (state) {
    case 'ignored':
      return 'leave';
    case 'tracked':
      return askAboutTracked();
    case 'notIgnored':
      return askToIgnore();
  }
}

async function askAboutTracked(): Promise<'leave' | undefined> {
  const write = t('Write It All the Same');
  const question = t('Git tracks the file .env. Write the API key into it?');
  const detail = t(
    'Whoever gets the repository would get the API key. To take the file out of it first, run {0}.',
    'git rm --cached .env',
  );
  return (await askModally(question, [detail], write)) === write ? 'leave' : undefined;
}

async function askToIgnore(): Promise<'ignore' | 'leave' | undefined> {
  const [add, leave] = [t('Add to .gitignore'), t('Leave It')];
  const question = t('The file .gitignore does not name .env. Add it?');
  const detail = t('Otherwise the file with the API key can get into the repository.');
  const answer = await askModally(question, [detail], add, leave);
  return answer === add ? 'ignore' : answer === leave ? 'leave' : undefined;
}
