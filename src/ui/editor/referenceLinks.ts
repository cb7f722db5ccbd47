import * as vscode from 'vscode';
import { t } from '../language/t';
import type { WrittenReference } from './documentReferences';
import { givenPlace } from './givenReference';

/** A link on each reference of a document. What it does depends on the state at the time of the click. */
export function referenceLinks(
  document: vscode.TextDocument,
  written: readonly WrittenReference[],
): vscode.DocumentLink[] {
  return written.map((one) => {
    const query = JSON.stringify([givenPlace(document, one)]);
    const target = vscode.Uri.from({ scheme: 'command', path: 'veo.openReference', query });
    const link = new vscode.DocumentLink(one.range, target);
    link.tooltip = t('Track, show or play this operation');
    return link;
  });
}
