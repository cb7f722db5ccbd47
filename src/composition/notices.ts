import type * as vscode from 'vscode';
import { DisposableStore } from '../base/disposableStore';
import { systemTime } from '../base/time';
import { ExpiryWatch } from '../tracking/expiry/expiryWatch';
import type { OperationStore } from '../tracking/list/operationStore';
import { ActivityLog } from '../ui/activityLog';
import { AssumedEndpointMover } from '../ui/assumedEndpointMover';
import { movedWithDefaultWords, offerUndo } from '../ui/commands/changingEndpoint';
import type { RunInBackground } from '../ui/commands/command';
import type { EndpointList } from '../ui/endpointList';
import type { SpokenLanguage } from '../ui/language/spokenLanguage';
import type { Log } from '../ui/log';
import { CoalescedMessages } from '../ui/messages/coalescedMessages';
import { expiryMessages } from '../ui/messages/expiryNotifier';
import { offerVietnamese } from '../ui/messages/languageOffer';
import { offerMachineEndpoints } from '../ui/messages/machineEndpoints';
import { SettingsNotifier } from '../ui/messages/settingsNotifier';
import { notifyUnreadable, unsavedListNotifier } from '../ui/messages/storageNotices';
import type { AutomaticSaving } from '../ui/saving/automaticSaving';
import { ExpiryWarning } from '../ui/saving/expiryWarning';
import type { CurrentSettings } from '../ui/settings';
import type { Limits } from './limits';
import type { Screen } from './screen';

interface NoticesParts {
  readonly context: vscode.ExtensionContext;
  readonly systemLocale: string | undefined;
  readonly log: Log;
  readonly inBackground: RunInBackground;
  readonly settings: CurrentSettings;
  readonly language: SpokenLanguage;
  readonly endpoints: EndpointList;
  readonly store: OperationStore;
  /** How many stored records this version cannot read, and were set aside now. */
  readonly newlyUnreadable: number;
  readonly limits: Limits;
  readonly screen: Screen;
  readonly automatic: AutomaticSaving;
}

/** Wires what notifies the person, or writes to the log, without a command. Messages about ended operations belong to the screen. */
export class Notices extends DisposableStore {
  private readonly expiryWatch: ExpiryWatch;

  constructor(private readonly parts: NoticesParts) {
    const { context, log, settings, language, endpoints, store, limits, screen, inBackground } = parts;
    const settingsNotifier = new SettingsNotifier(endpoints, settings);
    const expiryWatch = new ExpiryWatch(store, systemTime);
    const expiring = new CoalescedMessages(expiryMessages(store), systemTime);
    super(
      settingsNotifier,
      store.onDidFailToWrite(unsavedListNotifier(log)),
      new ActivityLog(store, limits.limiters.onDidLearn, log),
      expiryWatch,
      expiring,
      new ExpiryWarning({ ...parts, watch: expiryWatch, messages: expiring }),
      new AssumedEndpointMover(store, endpoints, (moves, to) =>
        inBackground(offerUndo(movedWithDefaultWords(moves, to), moves, store)),
      ),
      screen.view.whenVisible(() =>
        inBackground(offerVietnamese(settings, context.globalState, parts.systemLocale)),
      ),
    );
    this.expiryWatch = expiryWatch;
    // A message waits for the language in which it is written.
    void language.applySetting().then(() => {
      notifyUnreadable(parts.newlyUnreadable, log);
      settingsNotifier.check();
    });
  }

  /** Starts what may save videos or read a file. */
  start(): void {
    const { context, endpoints, settings, inBackground } = this.parts;
    this.expiryWatch.start();
    inBackground(offerMachineEndpoints(context, endpoints, settings));
  }
}
