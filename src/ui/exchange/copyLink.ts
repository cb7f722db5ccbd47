import * as vscode from 'vscode';
import { cloudProjectOf } from '../../operations/cloudProject';
import type { Operation } from '../../operations/operation';
import type { Command, Commands } from '../commands/command';
import { t } from '../language/t';
import { askModally, confirm } from '../messages/message';
import { titleOf } from '../messages/titles';
import type { CommandTargets } from '../prompts/commandTargets';
import { linkTo } from './operationLink';

/**
 * Copy Link: a link that tracks the operation at whoever opens it, and asks there with a key of their own. Several are copied
 * one a line.
 *
 * @param extensionId the authority of the links
 */
export function linkCommands(targets: CommandTargets, extensionId: string): Commands {
  const copyLink: Command = async (...args) => {
    const operations = await targets.operations(args, t('Copy the link to which operation?'));
    const [first] = operations;
    if (!first || !(await mayReveal(operations))) return;
    const links = operations.map((operation) => linkTo(operation, vscode.env.uriScheme, extensionId));
    await vscode.env.clipboard.writeText(links.join('\n'));
    confirm(
      links.length === 1 ? t('Copied the link to {0}', titleOf(first)) : t('Copied {0} links', links.length),
    );
  };
  return { 'veo.copyLink': copyLink };
}

/** A link is made for others, who would read in some names to which cloud project they belong. */
async function mayReveal(operations: readonly Operation[]): Promise<boolean> {
  const projects = new Set(operations.flatMap(({ name }) => cloudProjectOf(name) ?? []));
  if (projects.size === 0) return true;
  const copy = t('Copy Link');
  const question =
    operations.length === 1
      ? t('The link reveals a cloud project. Copy it?')
      : t('Some of these links reveal a cloud project. Copy them?');
  const detail = [
    t(
      'The names of these operations hold it, so whoever gets the link can read it: {0}',
      [...projects].join(', '),
    ),
  ];
  return (await askModally(question, detail, copy)) === copy;
}
