import type * as vscode from 'vscode';
import { type Endpoint, originOf } from '../../endpoints/endpoint';
import { keyHostsOf } from '../../endpoints/google/agentPlatformHosts';
import type { CommandLine } from '../../tracking/programs';
import { t } from '../language/t';
import { askModally } from '../messages/message';

const ANSWERS_KEY = 'veo.tokenCommands';
/** Answers that are remembered; the oldest is forgotten, and its command asked about again. */
const MAX_ANSWERS = 100;

/** What the person said about commands, by the hash of each with its origin. */
type Answers = Readonly<Record<string, 'allowed' | 'refused'>>;

/**
 * Whether the person allows commands of the settings to be run. Each is asked about once, with the origin that gets what it
 * prints: the same command for another origin, or another command, is asked about anew.
 */
export class CommandConsent {
  /** Questions on the screen. */
  private readonly asking = new Map<string, Promise<boolean>>();

  constructor(private readonly globalState: vscode.Memento) {}

  /** What the person said, now or before. */
  async isGiven(endpoint: Endpoint, command: CommandLine): Promise<boolean> {
    const id = await hashOf(endpoint, command);
    const answer = this.answers[id];
    return answer === undefined ? this.askOnce(id, endpoint, command) : answer === 'allowed';
  }

  /** Asks, whatever the person said before. */
  async ask(endpoint: Endpoint, command: CommandLine): Promise<boolean> {
    return this.askOnce(await hashOf(endpoint, command), endpoint, command);
  }

  private get answers(): Answers {
    const stored: unknown = this.globalState.get(ANSWERS_KEY);
    return typeof stored === 'object' && stored !== null ? (stored as Answers) : {};
  }

  private askOnce(id: string, endpoint: Endpoint, command: CommandLine): Promise<boolean> {
    const asking = this.asking.get(id) ?? this.askAndKeep(id, endpoint, command);
    this.asking.set(id, asking);
    return asking.finally(() => this.asking.delete(id));
  }

  private async askAndKeep(id: string, endpoint: Endpoint, command: CommandLine): Promise<boolean> {
    const isAllowed = await askInFull(endpoint, command);
    const { [id]: _, ...others } = this.answers;
    const kept = Object.entries(others).slice(1 - MAX_ANSWERS);
    const answers = { ...Object.fromEntries(kept), [id]: isAllowed ? 'allowed' : 'refused' };
    await this.globalState.update(ANSWERS_KEY, answers);
    return isAllowed;
  }
}

async function askInFull(endpoint: Endpoint, command: CommandLine): Promise<boolean> {
  const allow = t('Allow');
  const detail = [
    command.map(shownArgument).join(' '),
    t(
      'It runs whenever a new token is needed, about once an hour. What it prints is sent only to {0}; it is kept in memory and never logged.',
      keyHostsOf(endpoint),
    ),
  ];
  const question = t('Run this command to get a token for {0}?', endpoint.label);
  return (await askModally(question, detail, allow)) === allow;
}

/** In quotation marks where it has other characters than paths and options: an invisible one must not hide in it. */
function shownArgument(argument: string): string {
  if (/^[\w@%+=:,./\\-]+$/.test(argument)) return argument;
  return JSON.stringify(argument).replace(/[^\x20-\x7e]/g, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** SHA-256 in hexadecimal. A command may hold what is nobody's business, so that the state has only its hash. */
async function hashOf(endpoint: Endpoint, command: CommandLine): Promise<string> {
  const text = JSON.stringify([originOf(endpoint), ...command]);
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
