import * as vscode from 'vscode';
import type { Endpoint, EndpointKind } from '../../endpoints/endpoint';
import { readOwnEndpoints } from '../../endpoints/ownEndpoints';
import { parseJsonWithComments } from '../../outside/jsonWithComments';
import { oneLine } from '../../outside/oneLine';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import type { CurrentSettings } from '../settings';
import { orSettingsFault } from './commandError';
import { warn } from './message';

/** Holds the endpoints that the person was notified of, so that they are not offered again. */
const NOTIFIED_KEY = 'veo.machineEndpoints.told';
/** The kinds that there were in 0.4.0. An entry of another kind never counted there. */
const OLD_KINDS: readonly EndpointKind[] = ['litellm', 'google'];
/** A larger file is not written by a person. */
const MAX_FILE_BYTES = 256 * 1024;
const MAX_NAMES_CHARACTERS = 300;
const MAX_LABEL_CHARACTERS = 40;

/**
 * Releases up to 0.4.0 read `veo.endpoints` from the settings of a remote machine. The setting now has the scope
 * `application`, so VS Code ignores these; this offers to copy them to the user settings. It asks first, since a
 * repository can write them, too: `customizations.vscode.settings` of a devcontainer.json (containers.dev).
 */
export async function offerMachineEndpoints(
  { globalStorageUri, globalState }: Pick<vscode.ExtensionContext, 'globalStorageUri' | 'globalState'>,
  endpoints: EndpointList,
  settings: CurrentSettings,
): Promise<void> {
  const entries = await machineEntries(globalStorageUri);
  const unknown = readOwnEndpoints(entries).endpoints.filter(
    ({ id, kind }) => OLD_KINDS.includes(kind) && !endpoints.byId(id),
  );
  const names = oneLine(unknown.map(nameOf).join(', '), MAX_NAMES_CHARACTERS);
  if (unknown.length === 0 || globalState.get(NOTIFIED_KEY) === names) return;
  await globalState.update(NOTIFIED_KEY, names);
  const copy = t('Copy to User Settings');
  const text = t(
    'The settings of this remote machine hold endpoints that count no more: {0}. Endpoints now belong to your user settings, so that they are there in every window.',
    names,
  );
  if ((await warn(text, copy)) !== copy) return;
  const own = Array.isArray(settings.value.endpoints) ? settings.value.endpoints : [];
  const added = unknown.map(({ id, label, kind, url }) => ({ id, label, kind, url }));
  await orSettingsFault(settings.change('endpoints', [...own, ...added]));
}

/** The entries in the settings file of the machine, which is next to the folder of the user's data. */
async function machineEntries(globalStorageUri: vscode.Uri): Promise<readonly unknown[]> {
  const file = vscode.Uri.joinPath(globalStorageUri, '..', '..', '..', 'Machine', 'settings.json');
  try {
    const { size } = await vscode.workspace.fs.stat(file);
    if (size > MAX_FILE_BYTES) return [];
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    const { 'veo.endpoints': entries } = Object(parseJsonWithComments(text));
    return Array.isArray(entries) ? entries : [];
  } catch {
    // A local machine has no such file.
    return [];
  }
}

/** With the host, since anybody may have chosen the label. */
function nameOf({ label, url }: Endpoint): string {
  const { host } = new URL(url);
  return label === host ? host : `${oneLine(label, MAX_LABEL_CHARACTERS)} (${host})`;
}
