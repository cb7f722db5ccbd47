import * as vscode from 'vscode';
import type { Platform } from '../platform/platform';
import type { OperationStore } from '../tracking/list/operationStore';
import type { Pause } from './pause';
import { PAGE_SIZE } from './view/pageSize';

interface PaletteKeysParts {
  readonly platform: Pick<Platform, 'startSimulator'>;
  readonly pause: Pause;
  readonly store: OperationStore;
}

/**
 * Sets, once, the context keys by which the command palette chooses commands. Those of the view are set by `ContextKeys`,
 * which also keeps these up to date.
 */
export function setPaletteKeys({ platform, pause, store }: PaletteKeysParts): void {
  const keys = {
    'veo.hasSimulator': platform.startSimulator !== undefined,
    'veo.paused': pause.isOn,
    'veo.hasOlder': store.ended.length > PAGE_SIZE,
  };
  for (const [key, value] of Object.entries(keys)) {
    if (value) void vscode.commands.executeCommand('setContext', key, value);
  }
}
