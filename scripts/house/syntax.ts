import { parse } from '@babel/parser';

/** A node of a syntax tree, with the properties that this folder reads. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly loc: { readonly start: { readonly line: number }; readonly end: { readonly line: number } };
  /** The text of an identifier. Other nodes have a node here. */
  readonly name?: string | SyntaxNode;
  readonly value?: unknown;
  readonly id?: SyntaxNode | null;
  readonly key?: SyntaxNode;
  readonly kind?: string;
  readonly init?: SyntaxNode | null;
  readonly body?: SyntaxNode | readonly SyntaxNode[];
  readonly params?: readonly SyntaxNode[];
  readonly argument?: SyntaxNode | null;
  readonly arguments?: readonly SyntaxNode[];
  readonly callee?: SyntaxNode;
  readonly object?: SyntaxNode;
  readonly computed?: boolean;
  readonly expression?: SyntaxNode | boolean;
  readonly left?: SyntaxNode;
  readonly declaration?: SyntaxNode | null;
  readonly declarations?: readonly SyntaxNode[];
  readonly source?: SyntaxNode | null;
  readonly specifiers?: readonly SyntaxNode[];
  readonly imported?: SyntaxNode;
  readonly local?: SyntaxNode;
  readonly exported?: SyntaxNode;
}

/** The syntax tree of a file. */
export interface Syntax {
  readonly statements: readonly SyntaxNode[];
  /** All nodes, each before its children. */
  readonly nodes: readonly SyntaxNode[];
  readonly comments: readonly string[];
}

/** Parses TypeScript. */
export function syntaxOf(source: string): Syntax {
  const { program, comments } = parse(source, { sourceType: 'module', plugins: ['typescript'] });
  return {
    statements: program.body as unknown as SyntaxNode[],
    nodes: nodesIn(program),
    comments: (comments ?? []).map(({ value }) => value),
  };
}

/** The text of an identifier, of a private name or of a string; undefined for what has none. */
export function nameOf(node: SyntaxNode | null | undefined): string | undefined {
  if (!node) return undefined;
  if (node.type === 'StringLiteral') return String(node.value);
  if (node.type === 'PrivateName') return nameOf(node.id);
  return typeof node.name === 'string' ? node.name : undefined;
}

function nodesIn(value: unknown): SyntaxNode[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  if (typeof value !== 'object' || value === null) return [];
  const parts = Object.entries(value).flatMap(([key, part]) => (isOfComments(key) ? [] : nodesIn(part)));
  return 'type' in value && 'start' in value ? [value as SyntaxNode, ...parts] : parts;
}

/** The parser repeats each comment in the nodes around it; we skip those. */
function isOfComments(key: string): boolean {
  return key.endsWith('omments');
}
