import * as vscode from 'vscode';
import type { Endpoint } from '../../endpoints/endpoint';
import type { CommandLine } from '../../tracking/programs';
import { t } from '../language/t';
import { inList, literally } from '../messages/literalText';
import { changeEntry } from '../ownEndpointEntries';
import type { CurrentSettings } from '../settings';
import { commandLineWords, readCommandLine } from './commandLine';

/** Prints the token of the person who is signed in (docs.cloud.google.com/sdk/gcloud/reference/auth/print-access-token). */
const DEFAULT_COMMAND: CommandLine = ['gcloud', 'auth', 'print-access-token'];
const MAX_WORDS = 20;
const MAX_WORD_CHARACTERS = 500;

/** Where access tokens come from. */
type TokenSource = 'command' | 'pasted';

/** Asks where the access tokens of an endpoint are to come from; undefined when the person gave up. */
export async function chooseTokenSource({ label, tokenCommand }: Endpoint): Promise<TokenSource | undefined> {
  const items: (vscode.QuickPickItem & { readonly source: TokenSource })[] = [
    {
      label: t('Run a Command That Prints a Token…'),
      detail: inList(commandLineWords(tokenCommand ?? DEFAULT_COMMAND)),
      source: 'command',
    },
    { label: t('Paste a Token…'), detail: t('It is valid for an hour.'), source: 'pasted' },
  ];
  const title = literally(t('Access Token for {0}', label));
  return (await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true }))?.source;
}

/**
 * Asks for a command, writes it into the endpoint's entry of the settings, and has the person allow it.
 *
 * @returns whether it was written
 */
export async function askForTokenCommand(endpoint: Endpoint, settings: CurrentSettings): Promise<boolean> {
  const text = await vscode.window.showInputBox({
    title: literally(t('Access Token for {0}', endpoint.label)),
    prompt: t(
      'The command, with its arguments. It is run without a shell; put quotes around what has spaces.',
    ),
    value: commandLineWords(endpoint.tokenCommand ?? DEFAULT_COMMAND),
    ignoreFocusOut: true,
    validateInput: whyNotACommand,
  });
  const command = text === undefined ? undefined : readCommandLine(text);
  if (!command) return false;
  await changeEntry(settings, endpoint.id, { tokenCommand: command });
  // It shows the command as it will be run. Whoever refuses it has it in the settings, but it is not run.
  await vscode.commands.executeCommand('veo.allowTokenCommand', endpoint.id);
  return true;
}

function whyNotACommand(text: string): string | undefined {
  const command = readCommandLine(text);
  if (!command) return t('Type a program and its arguments, with matching quotes.');
  const isTooLong = command.length > MAX_WORDS || command.some(({ length }) => length > MAX_WORD_CHARACTERS);
  return isTooLong ? t('That is too long for a command.') : undefined;
}
