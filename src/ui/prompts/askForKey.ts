import * as vscode from 'vscode';
import { type Endpoint, originOf } from '../../endpoints/endpoint';
import { keyHostsOf } from '../../endpoints/google/agentPlatformHosts';
import { foreignKey, isMaskedKey, pastedKey } from '../../endpoints/pastedKey';
import { type ApiKeys, type KeyState, keyStateOf } from '../apiKeys';
import { t } from '../language/t';
import { confirm, warn } from '../messages/message';
import { changeEntry } from '../ownEndpointEntries';
import type { CurrentSettings } from '../settings';
import { askForTokenCommand, chooseTokenSource } from './askForTokenCommand';
import { askWithTrial, type CheckedInput, type TrialWarning } from './askWithTrial';
import { faultOf, type Trial } from './trial';
import { foreignKeyWarning, refusedKeyWarning } from './trialWords';

export interface KeyPromptParts {
  readonly keys: ApiKeys;
  readonly trial: Trial;
  readonly settings: CurrentSettings;
}

/**
 * Asks for the API key of an endpoint, tries it there and stores it. The Agent Platform wants an access token: there, the
 * person may name a command that prints one.
 *
 * @returns whether there is a key or a command now that was not before
 */
export async function askForKey(endpoint: Endpoint, parts: KeyPromptParts): Promise<boolean> {
  if (endpoint.kind !== 'agentPlatform') return pasteKey(endpoint, parts);
  switch (await chooseTokenSource(endpoint)) {
    case undefined:
      return false;
    case 'command':
      return askForTokenCommand(endpoint, parts.settings);
    case 'pasted':
      return pasteToken(endpoint, parts);
  }
}

/** A pasted token is used from now on, and so no command. */
async function pasteToken(endpoint: Endpoint, parts: KeyPromptParts): Promise<boolean> {
  if (!(await pasteKey(endpoint, parts))) return false;
  if (endpoint.tokenCommand) await changeEntry(parts.settings, endpoint.id, { tokenCommand: undefined });
  return true;
}

async function pasteKey(endpoint: Endpoint, { keys, trial }: KeyPromptParts): Promise<boolean> {
  let isTried = false;
  const key = await inputKey(endpoint, async (value, signal) => {
    const whose = foreignKey(value, endpoint.kind);
    if (whose) return { words: foreignKeyWarning(endpoint, whose), value };
    const fault = await faultOf(trial(endpoint, value, signal));
    // Of the Agent Platform nothing can be asked before there is an operation.
    isTried = fault === undefined && endpoint.kind !== 'agentPlatform';
    return fault?.kind === 'unauthorized' ? { words: refusedKeyWarning(endpoint, fault), value } : undefined;
  });
  if (key === undefined) return false;
  const keptIn = await keys.set(originOf(endpoint), key);
  if (keptIn === 'session') warnOfMemoryOnly();
  else confirm(savedWords(endpoint, isTried));
  return true;
}

/** Asks for the key of an endpoint that needs one and has none. */
export async function askForMissingKey(endpoint: Endpoint, parts: KeyPromptParts): Promise<void> {
  if ((await keyStateOf(endpoint, parts.keys)) === 'missing') await askForKey(endpoint, parts);
}

/** What a list says about the key of an endpoint. */
export function keyStateWords(state: KeyState): string {
  switch (state) {
    case 'notNeeded':
      return t('needs no API key');
    case 'missing':
      return t('no API key');
    case 'set':
      return t('API key set');
    case 'command':
      return t('token from a command');
  }
}

function savedWords({ label }: Endpoint, isTried: boolean): string {
  return isTried ? t('API key for {0} saved', label) : t('API key for {0} saved without a trial', label);
}

function warnOfMemoryOnly(): void {
  void warn(
    t(
      'The secret storage of this system did not accept the API key. It is kept in memory only, until VS Code ends; then you will be asked for it again. On Linux, a keyring such as GNOME Keyring or KWallet makes it last.',
    ),
  );
}

async function inputKey(
  endpoint: Endpoint,
  attempt: (key: string, signal: AbortSignal) => Promise<TrialWarning<string> | undefined>,
): Promise<string | undefined> {
  const { host } = new URL(endpoint.url);
  const keyPage = await keyPageOf(endpoint);
  const storageWords = t(
    'It is kept in the secret storage of VS Code and sent only to {0}.',
    keyHostsOf(endpoint),
  );
  const asked = {
    ...titleWords(endpoint),
    isPassword: true,
    trying: t('Trying the API key at {0}…', host),
    read: readKey,
    attempt,
  };
  if (keyPage === undefined) return askWithTrial({ ...asked, prompt: storageWords });
  const keyHost = new URL(keyPage).host;
  const button = {
    icon: 'link-external',
    tooltip: t('Get an API Key at {0}', keyHost),
    press: () => vscode.env.openExternal(vscode.Uri.parse(keyPage)),
  };
  return askWithTrial({ ...asked, button, prompt: t('{0} Get one at {1}.', storageWords, keyHost) });
}

function titleWords({ kind, label }: Endpoint): { readonly title: string; readonly placeholder: string } {
  return kind === 'agentPlatform'
    ? { title: t('Access Token for {0}', label), placeholder: t('Paste your access token') }
    : { title: t('API Key for {0}', label), placeholder: t('Paste your API key') };
}

/** Where people get a key, for services that are known. */
async function keyPageOf({ auth, preset }: Endpoint): Promise<string | undefined> {
  if (auth.kind === 'key' && auth.keyPage !== undefined) return auth.keyPage;
  if (preset === undefined) return undefined;
  const { presetOf } = await import('../../endpoints/presets');
  return presetOf({ preset })?.keyPage;
}

function readKey(text: string): CheckedInput<string> {
  const value = pastedKey(text);
  const reason = whyNotAKey(value);
  return reason === undefined ? { kind: 'value', value } : { kind: 'refused', reason };
}

const MAX_KEY_CHARACTERS = 1000;

/** Why a text cannot be a key: it would not fit into a header, or is obviously something else. */
export function whyNotAKey(key: string): string | undefined {
  if (key === '') return t('Paste your API key.');
  if (isMaskedKey(key)) {
    return t('This is only how the API key is shown in a list: its middle is missing. Copy the whole key.');
  }
  if (!/^[\x21-\x7e]+$/.test(key)) {
    return t('An API key has no spaces and no special characters. Copy it again.');
  }
  return key.length > MAX_KEY_CHARACTERS ? t('That is too long for an API key.') : undefined;
}
