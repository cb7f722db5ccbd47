import * as vscode from 'vscode';
import { cloudProjectOf } from '../../operations/cloudProject';
import type { Operation } from '../../operations/operation';
import { withWriter } from '../../saving/files';
import { folderOf, nameOf } from '../../saving/fileUri';
import { SaveError } from '../../saving/saveError';
import type { OperationStore } from '../../tracking/list/operationStore';
import type { CommandContext, Commands } from '../commands/command';
import { t } from '../language/t';
import { CommandError, orArchiveFault } from '../messages/commandError';
import { saveFaultAdvice } from '../messages/faultWords';
import { askModally, confirm, inform } from '../messages/message';
import { duringProgress } from '../messages/progress';

type ExportParts = Pick<
  CommandContext,
  'targets' | 'store' | 'endpoints' | 'globalState' | 'surroundings' | 'inBackground'
>;

/** The formats of an exported list, by the ends of their file names. */
const FORMATS = { json: 'JSON', csv: 'CSV' } as const;
type Format = keyof typeof FORMATS;

/** The format that was chosen last, which is offered first. */
const LAST_FORMAT_KEY = 'veo.export.format';

/** Export Operations: all, older ones too, or the given ones; and Export, for the rows that it is called on. */
export function exportCommands(parts: ExportParts): Commands {
  return {
    'veo.exportOperations': async (...args) => {
      const given = await parts.targets.given(args[0]);
      await exportOperations(given ?? (await allOperations(parts.store)), parts);
    },
    'veo.exportSelected': async (...args) => {
      const operations = await parts.targets.operations(args, t('Export which operation?'));
      if (operations.length > 0) await exportOperations(operations, parts);
    },
  };
}

/** The list is taken last: nothing leaves it while the archive is read. */
async function allOperations(store: OperationStore): Promise<readonly Operation[]> {
  const reading = duringProgress(t('Reading older operations…'), (signal) => store.readOlder(signal));
  const older = await orArchiveFault(reading);
  return [...store.list(), ...older];
}

async function exportOperations(operations: readonly Operation[], parts: ExportParts): Promise<void> {
  if (operations.length === 0) return confirm(t('No operation is tracked'));
  const allowed = await withAllowedNames(operations);
  if (!allowed || allowed.length === 0) return;
  const uri = await chooseFile(allowed.length, parts);
  if (!uri) return;
  const format = formatOf(uri);
  await parts.globalState.update(LAST_FORMAT_KEY, format);
  await write(await textOf(allowed, format, parts), uri, parts);
  parts.inBackground(offerFile(allowed.length, uri));
}

/** Asks about names that tell a cloud project: whose it is may not be for others. Undefined when the person gave up. */
async function withAllowedNames(operations: readonly Operation[]): Promise<readonly Operation[] | undefined> {
  const telling = operations.filter(({ name }) => cloudProjectOf(name) !== undefined);
  if (telling.length === 0) return operations;
  const [all, others] = [t('Export'), t('Leave Out')];
  const question =
    telling.length === 1
      ? t('The ID of 1 operation tells the cloud project at which it runs. Export it?')
      : t('The IDs of {0} operations tell the cloud project at which they run. Export them?', telling.length);
  const detail = t('It is that of the gateway, or your own. Whoever gets the file can read it there.');
  const answer = await askModally(question, [detail], all, others);
  if (answer === all) return operations;
  return answer === others ? operations.filter((one) => !telling.includes(one)) : undefined;
}

async function chooseFile(
  count: number,
  { globalState, surroundings }: ExportParts,
): Promise<vscode.Uri | undefined> {
  const last: Format = globalState.get(LAST_FORMAT_KEY) === 'csv' ? 'csv' : 'json';
  const { homeFolder } = surroundings();
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  const folder = workspace?.uri ?? (homeFolder === undefined ? undefined : vscode.Uri.file(homeFolder));
  const name = `veo-operations-${new Date().toISOString().slice(0, 10)}.${last}`;
  const formats: readonly Format[] = last === 'csv' ? ['csv', 'json'] : ['json', 'csv'];
  return vscode.window.showSaveDialog({
    title: count === 1 ? t('Export 1 operation') : t('Export {0} operations', count),
    saveLabel: t('Export'),
    filters: Object.fromEntries(formats.map((format) => [FORMATS[format], [format]])),
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
}

function formatOf({ path }: vscode.Uri): Format {
  return /\.csv$/i.test(path) ? 'csv' : 'json';
}

async function textOf(
  operations: readonly Operation[],
  format: Format,
  { endpoints }: ExportParts,
): Promise<string> {
  const { exportedList } = await import('./exportedOperations');
  const list = exportedList(operations, endpoints.all, Date.now());
  if (format === 'json') return `${JSON.stringify(list, null, 2)}\n`;
  const { csvOf } = await import('./exportCsv');
  return csvOf(list);
}

/** The dialog has asked already whether a file of this name may be replaced. @throws CommandError */
async function write(text: string, uri: vscode.Uri, { surroundings }: ExportParts): Promise<void> {
  try {
    await withWriter(folderOf(uri), surroundings().files, async (writer) => {
      await writer.append(new TextEncoder().encode(text));
      await writer.commit(nameOf(uri), 'replace');
    });
  } catch (error) {
    if (!(error instanceof SaveError)) throw error;
    throw new CommandError(saveFaultAdvice(error.detail));
  }
}

async function offerFile(count: number, uri: vscode.Uri): Promise<void> {
  const open = t('Open');
  const text = count === 1 ? t('Exported 1 operation.') : t('Exported {0} operations.', count);
  if ((await inform(text, open)) === open) await vscode.commands.executeCommand('vscode.open', uri);
}
