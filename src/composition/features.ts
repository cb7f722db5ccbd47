import { registerCapture } from '../ui/capture/registerCapture';
import type { DeferredParts } from '../ui/deferredParts';
import { registerEditor } from '../ui/editor/registerEditor';
import { registerKeyHygiene } from '../ui/editor/registerKeyHygiene';
import { registerExchange } from '../ui/exchange/registerExchange';
import { registerTasks } from '../ui/tasks/registerTasks';
import { registerTerminal } from '../ui/terminal/registerTerminal';
import type { FirstStage } from './firstStage';

/** Registers the features that load themselves when they are used. */
export function registerFeatures(first: FirstStage, loadContext: DeferredParts['loadContext']): void {
  const { context, settings, log } = first;
  const parts: DeferredParts = { context, settings, log, loadContext };
  first.add(registerEditor(parts));
  first.add(registerKeyHygiene(parts));
  first.add(registerTerminal(parts));
  first.add(registerCapture(parts));
  first.add(registerExchange(parts));
  first.add(registerTasks(parts));
}
