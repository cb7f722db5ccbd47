import * as v from 'valibot';
import * as vscode from 'vscode';
import { placedReferences } from '../../references/placedReferences';
import type { Reference } from '../../references/reference';

/** Where a command in a document finds its reference: the document's URI, and what is written there. */
export interface GivenPlace {
  readonly document: string;
  readonly name: string;
  readonly root?: string | undefined;
}

/** What a command of a document's links was called on. */
export interface GivenReference {
  readonly document: vscode.TextDocument;
  readonly reference: Reference;
}

const place = v.object({ document: v.string(), name: v.string(), root: v.optional(v.string()) });

/** The argument for a command on a reference in a document. */
export function givenPlace(document: vscode.TextDocument, { name, root }: Reference): GivenPlace {
  return { document: document.uri.toString(), name, ...(root !== undefined && { root }) };
}

/**
 * The reference at the place that a command was given; undefined for anything else. Any program can call a command: so it
 * can point at what an open document names, and at nothing else.
 */
export function readGivenReference(argument: unknown): GivenReference | undefined {
  const given = v.safeParse(place, argument);
  if (!given.success) return undefined;
  const { name, root } = given.output;
  const open = vscode.workspace.textDocuments;
  const document = open.find(({ uri }) => uri.toString() === given.output.document);
  if (!document) return undefined;
  const placed = placedReferences(document.getText());
  const found = placed.find(({ reference }) => reference.name === name && reference.root === root);
  return found && { document, reference: found.reference };
}
