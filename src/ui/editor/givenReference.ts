import * as v from 'valibot';
import * as vscode from 'vscode';
import { DocumentScan } from '../../references/documentScan';
import type { Reference } from '../../references/reference';
import type { WrittenReference } from './documentReferences';

/** Where a command in a document finds its reference: the document's URI, and what is written there. */
interface GivenPlace {
  readonly document: string;
  readonly name: string;
  readonly root?: string | undefined;
  /** In UTF-16 units: where it stood when the link was made. */
  readonly at: number;
}

/** What a command of a document's links was called on. */
export interface GivenReference {
  readonly document: vscode.TextDocument;
  readonly reference: Reference;
}

const place = v.object({
  document: v.string(),
  name: v.string(),
  root: v.optional(v.string()),
  at: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});

/** The argument for a command on a reference in a document. */
export function givenPlace(
  document: vscode.TextDocument,
  { reference: { name, root }, range }: WrittenReference,
): GivenPlace {
  const at = document.offsetAt(range.start);
  return { document: shownUri(document), name, ...(root !== undefined && { root }), at };
}

/**
 * The reference at the place that a command was given; undefined for anything else. Any program can call a command: so it
 * can point at what an open document names, and at nothing else.
 */
export function readGivenReference(argument: unknown): GivenReference | undefined {
  const given = v.safeParse(place, argument);
  if (!given.success) return undefined;
  const { name, root, at } = given.output;
  const open = vscode.workspace.textDocuments;
  const document = open.find((one) => shownUri(one) === given.output.document);
  if (!document) return undefined;
  const scan = new DocumentScan(document.getText());
  const isMeant = (one: Reference) => one.name === name && one.root === root;
  // The document may have been edited since.
  const found = [{ start: at, end: at }, undefined]
    .flatMap((range) => scan.references(range))
    .find(({ reference }) => isMeant(reference));
  return found && { document, reference: found.reference };
}

/** Without percent-encoding, since VS Code decodes the arguments of a link twice. */
function shownUri({ uri }: vscode.TextDocument): string {
  return uri.toString(true);
}
