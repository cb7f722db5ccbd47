import * as vscode from 'vscode';
import { type Operation, operationKey, type RunningOperation, type Video } from '../../operations/operation';
import { pollingModeOf } from '../../operations/pollingMode';
import { type Availability, availabilitiesOf, availabilityOf, expiresSoon } from '../../operations/video';
import type { Circumstances } from '../messages/followingWords';

/** What the look of a row depends on beside its operation. */
export interface RowCircumstances extends Circumstances {
  /** ms since the epoch */
  readonly now: number;
  /** Key of the one operation whose icon may spin; undefined while nothing runs. */
  readonly spinningKey: string | undefined;
}

/** The icon of an operation. The words beside it say the same: no state is shown by an icon or a colour alone. */
export function operationIcon(operation: Operation, circumstances: RowCircumstances): vscode.ThemeIcon {
  const { now } = circumstances;
  if (operation.problem || expiresSoon(operation, now)) return icon('warning', 'list.warningForeground');
  switch (operation.state) {
    case 'running':
      return runningIcon(operation, circumstances);
    case 'succeeded':
      return availabilityIcon(availabilitiesOf(operation, now)[0] ?? 'unsaved');
    case 'filtered':
      // `charts.orange` is the colour of matches in the minimap, which many themes draw nearly transparent.
      return icon('circle-slash', 'list.warningForeground');
    case 'failed':
      return icon('error', 'testing.iconFailed');
    case 'missing':
      return icon('question');
  }
}

export function videoIcon(video: Video, now: number): vscode.ThemeIcon {
  return availabilityIcon(availabilityOf(video, now));
}

/** At most one icon spins, since each costs CPU time while it is in sight (microsoft/vscode#96094). */
function runningIcon(
  operation: RunningOperation,
  { isPaused, spinningKey }: RowCircumstances,
): vscode.ThemeIcon {
  if (isPaused || pollingModeOf(operation).kind === 'onRequest') return icon('debug-pause', 'charts.blue');
  return icon(operationKey(operation) === spinningKey ? 'sync~spin' : 'sync', 'charts.blue');
}

function availabilityIcon(availability: Availability): vscode.ThemeIcon {
  switch (availability) {
    case 'unsaved':
      return icon('pass-filled', 'charts.green');
    case 'saved':
      return icon('save', 'charts.green');
    case 'expired':
    case 'gone':
      return icon('history', 'descriptionForeground');
  }
}

/** An icon without a colour of its own has the colour of all icons, which is visible in each theme. */
function icon(id: string, color?: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(id, color === undefined ? undefined : new vscode.ThemeColor(color));
}
