import * as vscode from 'vscode';
import type { Platform } from '../platform/platform';
import type { Pause } from './pause';
import { PAGE_SIZE } from './view/pageSize';

interface PaletteKeysParts {
  readonly platform: Pick<Platform, 'startSimulator'>;
  readonly pause: Pause;
  /** How many operations the list has. */
  readonly records: number;
}

/**
 * Sets, once, the context keys by which the command palette chooses commands. Those of the view are set by `ContextKeys`,
 * which also keeps these up to date.
 */
export function setPaletteKeys({ platform, pause, records }: PaletteKeysParts): void {
  const keys = {
    'veo.hasSimulator': platform.startSimulator !== undefined,
    'veo.paused': pause.isOn,
    'veo.hasOlder': records > PAGE_SIZE,
  };
  for (const [key, value] of Object.entries(keys)) {
    if (value) void vscode.commands.executeCommand('setContext', key, value);
  }
}
