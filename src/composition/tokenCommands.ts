import type * as vscode from 'vscode';
import { systemTime } from '../base/time';
import { CommandTokens } from '../tracking/commandTokens';
import type { RunProgram } from '../tracking/programs';
import { AllowedTokenCommands } from '../ui/allowedTokenCommands';
import { CommandConsent } from '../ui/prompts/commandConsent';

/** Wires what runs the commands that print tokens. Loaded with the first endpoint that has one. */
export function createTokenCommands(run: RunProgram, globalState: vscode.Memento): AllowedTokenCommands {
  return new AllowedTokenCommands(new CommandConsent(globalState), new CommandTokens(run, systemTime));
}
