import * as vscode from 'vscode';
import type { Endpoint } from '../../endpoints/endpoint';
import { readOwnEndpoints } from '../../endpoints/ownEndpoints';
import { oneLine } from '../../outside/oneLine';
import { written } from '../commands/ownEndpoints';
import type { EndpointList } from '../endpointList';
import { parseJsonWithComments } from '../jsonWithComments';
import { t } from '../language/t';
import type { CurrentSettings } from '../settings';
import { warn } from './message';

/** What was told already, so that it is told once. */
const TOLD_KEY = 'veo.machineEndpoints.told';
/** Bytes; a larger file is none that a person has written. */
const LARGEST_FILE_BYTES = 256 * 1024;
/** Characters. */
const NAMES_LENGTH = 300;

/**
 * Releases up to 0.4.0 read `veo.endpoints` from the settings of a remote machine, which VS Code does not give to
 * extensions any more now that they are the user's own. They are not taken over without a word, for a repository can
 * write them, too: `customizations.vscode.settings` of a devcontainer.json (containers.dev).
 */
export async function offerMachineEndpoints(
  { globalStorageUri, globalState }: Pick<vscode.ExtensionContext, 'globalStorageUri' | 'globalState'>,
  endpoints: EndpointList,
  settings: CurrentSettings,
): Promise<void> {
  const entries = await machineEntries(globalStorageUri);
  const unknown = readOwnEndpoints(entries).endpoints.filter(({ id }) => !endpoints.byId(id));
  const names = oneLine(unknown.map(nameOf).join(', '), NAMES_LENGTH);
  if (unknown.length === 0 || globalState.get(TOLD_KEY) === names) return;
  await globalState.update(TOLD_KEY, names);
  const copy = t('Copy to User Settings');
  const text = t(
    'The settings of this remote machine hold endpoints that count no more: {0}. Endpoints now belong to your user settings, so that they are there in every window.',
    names,
  );
  if ((await warn(text, copy)) !== copy) return;
  const own = Array.isArray(settings.value.endpoints) ? settings.value.endpoints : [];
  const added = unknown.map(({ id, label, kind, url }) => ({ id, label, kind, url }));
  await written(settings.change('endpoints', [...own, ...added]));
}

/** The entries in the machine's settings file, which lies beside the folder of the user's data. */
async function machineEntries(globalStorageUri: vscode.Uri): Promise<readonly unknown[]> {
  const file = vscode.Uri.joinPath(globalStorageUri, '..', '..', '..', 'Machine', 'settings.json');
  try {
    const { size } = await vscode.workspace.fs.stat(file);
    if (size > LARGEST_FILE_BYTES) return [];
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    const { 'veo.endpoints': entries } = Object(parseJsonWithComments(text));
    return Array.isArray(entries) ? entries : [];
  } catch {
    // There is no such file, as on a machine of one's own.
    return [];
  }
}

/** An address tells more than a label that anybody may have given. */
function nameOf({ label, url }: Endpoint): string {
  const { host } = new URL(url);
  return label === host ? host : `${oneLine(label, 40)} (${host})`;
}
