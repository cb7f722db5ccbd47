import type * as vscode from 'vscode';
import type { Saving } from '../saving/saving';
import { captureCommands } from '../ui/capture/answering';
import type { CapturedOperations } from '../ui/capture/capturedOperations';
import { changingCommands } from '../ui/commands/changingEndpoint';
import { checkingCommands } from '../ui/commands/checking';
import { askForMissingKeys, checkCommands } from '../ui/commands/checkOperation';
import type { CommandContext, Commands } from '../ui/commands/command';
import { copyCommands } from '../ui/commands/copying';
import { downloadCommands } from '../ui/commands/downloading';
import { endpointCommands } from '../ui/commands/endpoints';
import { findCommands } from '../ui/commands/finding';
import { followingCommands } from '../ui/commands/following';
import { keyCommands } from '../ui/commands/keys';
import { listCommands } from '../ui/commands/listing';
import { openCommands } from '../ui/commands/opening';
import { playCommands } from '../ui/commands/playing';
import { reasonCommands } from '../ui/commands/reasons';
import { revealCommands } from '../ui/commands/revealing';
import { showCommands } from '../ui/commands/showing';
import { simulatorCommands } from '../ui/commands/simulating';
import { tokenCommandCommands } from '../ui/commands/tokenCommands';
import { editorCommands } from '../ui/editor/editorCommands';
import { keyHygieneCommands } from '../ui/editor/keyHygiene/keyHygieneCommands';
import { copyAsCommands } from '../ui/exchange/copyAs';
import { linkCommands } from '../ui/exchange/copyLink';
import { exportCommands } from '../ui/exchange/exporting';
import { importCommands } from '../ui/exchange/importing';
import { pasteCommands } from '../ui/exchange/paste';
import { SoundNotice } from '../ui/messages/soundNotice';
import { checkingMode } from '../ui/pause';
import { CommandTargets } from '../ui/prompts/commandTargets';
import { selectionCommands } from '../ui/terminal/selectionCommands';
import type { Screen } from './screen';

/** The parts of the context that are made here. */
type Derived =
  | 'globalState'
  | 'known'
  | 'notifier'
  | 'printed'
  | 'reveal'
  | 'saved'
  | 'saver'
  | 'cache'
  | 'seen'
  | 'sound'
  | 'targets'
  | 'willNotifyEnd';

interface ContextParts extends Omit<CommandContext, Derived> {
  readonly context: vscode.ExtensionContext;
  readonly saving: Saving;
  readonly screen: Screen;
  readonly captured: CapturedOperations;
}

/** What all commands and features work with. */
export function commandContext(parts: ContextParts): CommandContext {
  const { store, settings, pause, forecasts, captured } = parts;
  const { saver, saved, cache } = parts.saving;
  const { view, seen, notifier } = parts.screen;
  const { globalState } = parts.context;
  return {
    ...{ ...parts, globalState, seen, saver, saved, cache, notifier, known: forecasts },
    targets: new CommandTargets(store, () => view.selection),
    printed: captured,
    reveal: view.reveal.bind(view),
    sound: new SoundNotice(globalState),
    willNotifyEnd: () => checkingMode(settings, pause) === 'on' && settings.value.notifications === 'all',
  };
}

/** Every command of the extension, by its id; a test compares them with those that package.json declares. */
export function allCommands(
  shared: CommandContext,
  { screen: { view }, captured }: { readonly screen: Screen; readonly captured: CapturedOperations },
  extension: Pick<vscode.Extension<unknown>, 'id'>,
): Commands {
  const { store, simulator, log, inBackground, targets, seen, saved } = shared;
  return {
    ...checkCommands(shared),
    ...selectionCommands(shared),
    ...followingCommands(targets, store),
    ...reasonCommands(shared),
    ...checkingCommands(shared),
    ...captureCommands(captured, (tracked) => askForMissingKeys(tracked, shared)),
    ...copyCommands(targets, seen),
    ...linkCommands(targets, extension.id),
    ...pasteCommands(shared),
    ...openCommands(shared),
    ...playCommands(shared),
    ...downloadCommands(shared),
    ...revealCommands(targets, saved, inBackground),
    ...listCommands(targets, store),
    ...findCommands(store, view),
    ...editorCommands(shared),
    ...keyCommands(shared),
    ...keyHygieneCommands(shared),
    ...tokenCommandCommands(shared),
    ...endpointCommands(shared),
    ...changingCommands(shared),
    ...simulatorCommands(simulator, store),
    ...copyAsCommands(shared),
    ...exportCommands(shared),
    ...importCommands(shared),
    ...showCommands(view, log, extension.id),
  };
}
