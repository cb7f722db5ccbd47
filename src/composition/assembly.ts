import * as vscode from 'vscode';
import { Lazy } from '../base/lazy';
import { createApi, type VeoOperationsApi } from '../ui/exportedApi';
import { notifyNotLoaded } from '../ui/messages/notLoaded';
import { registerFeatures } from './features';
import { FirstStage } from './firstStage';
import type { Host } from './host';
import { registerOccasions } from './occasions';
import type { SecondStage } from './secondStage';

/** The exported API, and what VS Code calls before it ends the extension host. */
interface Assembly {
  readonly api: VeoOperationsApi;
  readonly stop: () => Promise<void>;
}

/**
 * Builds the first stage, and what loads the second when something is under way or asked for. No network and no file I/O
 * happens before it returns.
 */
export function assemble(context: vscode.ExtensionContext, host: Host): Assembly {
  const second: Lazy<SecondStage> = new Lazy(() => buildSecondStage(host, first));
  const load = () => second.get();
  const loadContext = async () => (await load()).commandContext;
  const first = new FirstStage(context, host, loadContext);
  const { api, disposable } = createApi(first.list, async () => (await load()).apiRequests);
  first.add(disposable);
  registerOccasions(first, load);
  registerFeatures(first, loadContext);
  context.subscriptions.push(first);
  const stop = async () => {
    await Promise.all([first.list.made?.store.flush(), second.made?.stop()]);
  };
  return { api, stop };
}

/** Tells the person when that fails. @throws as `loadSecondStage`; CancellationError when the window closes meanwhile */
async function buildSecondStage({ loadSecondStage }: Host, first: FirstStage): Promise<SecondStage> {
  try {
    const { SecondStage } = await loadSecondStage();
    if (first.isDisposed) throw new vscode.CancellationError();
    return first.add(new SecondStage(first));
  } catch (error) {
    if (!(error instanceof vscode.CancellationError)) void notifyNotLoaded(error, first.log);
    throw error;
  }
}
