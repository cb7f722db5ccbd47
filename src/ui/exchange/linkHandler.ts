import * as vscode from 'vscode';
import { systemTime, type Time } from '../../base/time';
import type { Endpoint } from '../../endpoints/endpoint';
import type { Operation } from '../../operations/operation';
import { checkAll, trackNamed } from '../commands/checkOperation';
import { type CommandContext, createBackgroundRunner, type RunInBackground } from '../commands/command';
import { placeOpen } from '../commands/openReferences';
import { addEndpoint } from '../commands/ownEndpoints';
import type { DeferredParts } from '../deferredParts';
import { t } from '../language/t';
import { askModally, warn } from '../messages/message';
import { abbreviatedId } from '../messages/titles';
import { speaksOf } from '../prompts/idForms';
import { type NamedOperation, operationAt } from '../prompts/namedOperation';
import { pickEndpoint } from '../prompts/pickEndpoint';
import { LinkLimiter, type LinkOutcome } from './linkLimiter';
import { closedWords, droppedWords, linkDetail, linkRefusalSentence, placeDetail } from './linkWords';
import { type LinkedOperation, type LinkParts, readLink } from './operationLink';

/**
 * Follows links to operations, which any web page or program may open: it tracks what a link names once the person has
 * agreed to all of it, and shows what is tracked already. One at a time, and no more once several were unwanted.
 */
export class LinkHandler {
  private readonly limiter: LinkLimiter;
  private readonly inBackground: RunInBackground;

  constructor(
    private readonly parts: Pick<DeferredParts, 'loadContext' | 'log'>,
    time: Pick<Time, 'elapsed'> = systemTime,
  ) {
    this.limiter = new LinkLimiter(time);
    this.inBackground = createBackgroundRunner(parts.log);
  }

  /** Resolves once the person has answered, before the operation is checked. */
  async open(link: LinkParts): Promise<void> {
    if (!this.limiter.admit(`${link.path}?${link.query}`)) return;
    const following = this.follow(link);
    this.inBackground(following);
    this.notifyDropped(await following.catch(() => 'unwanted'));
  }

  private async follow(parts: LinkParts): Promise<LinkOutcome> {
    const link = readLink(parts);
    if (link.kind === 'refused') {
      void warn(linkRefusalSentence(link.reason));
      return 'unwanted';
    }
    // The person has been told when that fails.
    const context = await this.parts.loadContext().catch(() => undefined);
    const placed = context && (await placedOperation(link, context));
    if (!placed) return 'unwanted';
    const { named, isAgreed } = placed;
    // An archive that cannot be read counts as empty.
    const tracked = await context.store.fetch(named).catch(() => undefined);
    if (tracked) return show(tracked);
    if (!isAgreed && !(await agreesTo(link, named, context))) return 'unwanted';
    this.inBackground(track(named, context));
    return 'wanted';
  }

  private notifyDropped(outcome: LinkOutcome): void {
    const { count, isClosed } = this.limiter.finish(outcome);
    if (count > 0) this.parts.log.warn(`${count} more links came at the same time and were not opened`);
    const sentences = [...(count > 0 ? [droppedWords(count)] : []), ...(isClosed ? [closedWords()] : [])];
    if (sentences.length > 0) void warn(sentences.join(' '));
  }
}

/** An operation at its endpoint; `isAgreed`: the person has seen all of the link already, and said where it belongs. */
interface PlacedOperation {
  readonly named: NamedOperation;
  readonly isAgreed: boolean;
}

/** Undefined when it belongs nowhere, which the person was told, or the person gave up. */
async function placedOperation(
  link: LinkedOperation,
  context: CommandContext,
): Promise<PlacedOperation | undefined> {
  await context.interpreter.prepare();
  if (link.endpoint === undefined) return placedByName(link, context);
  const endpoint = context.endpoints.byId(link.endpoint);
  if (!endpoint) return placedByPerson(link, link.endpoint, context);
  if (speaksOf(endpoint, link)) return { named: operationAt(endpoint, referenceOf(link)), isAgreed: false };
  void warn(t('{0} has no operations with such a name, so nothing was tracked.', endpoint.label));
  return undefined;
}

function referenceOf({ name, label }: LinkedOperation): Pick<NamedOperation, 'name' | 'label'> {
  return { name, ...(label !== undefined && { label }) };
}

/** Of a link without an endpoint, as if the name had been pasted. */
async function placedByName(
  link: LinkedOperation,
  context: CommandContext,
): Promise<PlacedOperation | undefined> {
  const references = [referenceOf(link)] as const;
  const interpretation = await context.interpreter.interpretWithArchive({ kind: 'references', references });
  if (interpretation.kind === 'refused') void warn(interpretation.reason);
  if (interpretation.kind !== 'operations') return undefined;
  const [named] = [...interpretation.operations, ...(await placeOpen(interpretation.open, context))];
  return named && { named, isAgreed: false };
}

/** An id of an endpoint means something only to those who have it: the person says which of theirs it is. */
async function placedByPerson(
  link: LinkedOperation,
  unknown: string,
  context: CommandContext,
): Promise<PlacedOperation | undefined> {
  const choose = t('Choose Endpoint…');
  const question = t('This link names an endpoint that you do not have: {0}. Which of yours is it?', unknown);
  if ((await askModally(question, linkDetail(link), choose)) !== choose) return undefined;
  const endpoint = await chosenEndpoint(link, context);
  return endpoint && { named: operationAt(endpoint, referenceOf(link)), isAgreed: true };
}

async function chosenEndpoint(link: LinkedOperation, context: CommandContext): Promise<Endpoint | undefined> {
  const endpoints = context.endpoints.all.filter((endpoint) => speaksOf(endpoint, link));
  const choice = await pickEndpoint({ title: t('Endpoint of {0}', abbreviatedId(link.name)), endpoints });
  if (choice?.kind === 'endpoint') return choice.endpoint;
  const added = choice?.kind === 'add' ? await addEndpoint(context) : undefined;
  return added && speaksOf(added, link) ? added : undefined;
}

/** Asks in a modal message that shows everything that the link says, in full. */
async function agreesTo(
  link: LinkedOperation,
  named: NamedOperation,
  { endpoints }: CommandContext,
): Promise<boolean> {
  const track = t('Track');
  const detail = [...linkDetail(link), ...placeDetail(named, endpoints.byId(named.endpoint))];
  return (await askModally(t('Track this operation?'), detail, track)) === track;
}

async function track(named: NamedOperation, context: CommandContext): Promise<void> {
  await checkAll(await trackNamed([named], 'link', context), context);
}

async function show({ endpoint, name }: Operation): Promise<LinkOutcome> {
  await vscode.commands.executeCommand('veo.showOperations', { endpoint, name });
  return 'wanted';
}
